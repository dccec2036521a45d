using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace AcMail.Cli;

/// <summary>The settings: one JSON file, and the environment on top of it.</summary>
sealed record ConfigurationFile(IConfigurationSection Section, string BaseDirectory)
{
    const string DefaultName = "appsettings.json";

    public string MailDirectory => Path.GetFullPath(Section["Directory"] is { Length: > 0 } named ? named : "mail", BaseDirectory);

    public static ConfigurationFile Load(string? path)
    {
        var file = Path.GetFullPath(path ?? DefaultName);
        var builder = new ConfigurationBuilder();
        if (path is not null || File.Exists(file)) builder.Add(Read(file));
        var overrides = EnvironmentOverrides.Read(Environment.GetEnvironmentVariables(), builder.Build());
        if (path is null && builder.Sources.Count == 0 && overrides.Count == 0) throw ConfigurationFailures.NoneFound(file);
        var section = builder.AddInMemoryCollection(overrides).Build().GetSection("AcMail");
        return section.Exists() ? new(section, Path.GetDirectoryName(file)!) : throw ConfigurationFailures.NoSection(file);
    }

    static MemoryConfigurationSource Read(string file)
    {
        try
        {
            // With another letter in place of the one that was meant, a password would seem wrong.
            var text = File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var parsed = new ConfigurationBuilder().AddJsonStream(stream).Build();
            return new() { InitialData = parsed.AsEnumerable() };
        }
        catch (DecoderFallbackException)
        {
            throw ConfigurationFailures.NotUtf8(file);
        }
        catch (JsonException e)
        {
            throw ConfigurationFailures.Malformed(file, e);
        }
        catch (FormatException e)
        {
            throw ConfigurationFailures.Malformed(file, e.InnerException ?? e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFailures.Unreadable(file, e);
        }
    }
}
