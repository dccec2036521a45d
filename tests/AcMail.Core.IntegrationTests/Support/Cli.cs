using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>The program <c>acmail</c> with a configuration and a directory of the test's own: the black box that a newcomer sees.</summary>
sealed class Cli : IDisposable
{
    static readonly string Program = Environment.GetEnvironmentVariable("ACMAIL_CLI")
        ?? Path.Combine(Repository.Root, "artifacts", "bin", "AcMail.Samples.Console", "debug", "acmail");

    readonly List<Process> _watching = [];
    readonly Dictionary<string, string> _environment = [];

    public Cli(JsonObject? account = null)
    {
        Home = Directory.CreateTempSubdirectory("acmail-cli-").FullName;
        if (account is not null) Configure(new JsonObject { ["AcMail"] = new JsonObject { ["Directory"] = "mail", ["Accounts"] = new JsonObject { ["pro"] = account } } });
    }

    public string Home { get; }

    public string ConfigurationFile => Path.Combine(Home, "acmail.json");

    public string StoreDirectory => Path.Combine(Home, "mail", "pro");

    /// <summary>The command that runs the program, where it is not run by itself.</summary>
    public IReadOnlyList<string> Under { get; set; } = [];

    public void Configure(JsonNode configuration) => File.WriteAllText(ConfigurationFile, configuration.ToJsonString());

    /// <summary>Sets a variable of the environment for what runs from now on.</summary>
    public void Set(string variable, string value) => _environment[variable] = value;

    public Task<CliResult> RunAsync(params string[] arguments) => RunIn("en_US.UTF-8", arguments);

    public async Task<CliResult> RunIn(string language, params string[] arguments)
    {
        using var process = Start(language, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }

    public Process Start(string language, params string[] arguments)
    {
        string[] command = [.. Under, Program, "--config", ConfigurationFile, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment["LC_ALL"] = language;
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Starts what runs until it is interrupted; however the test ends, it does not outlive it.</summary>
    public Process Watch(string language, params string[] arguments)
    {
        var process = Start(language, arguments);
        _watching.Add(process);
        return process;
    }

    public void Dispose()
    {
        foreach (var process in _watching)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(Home, recursive: true);
    }

    public static JsonObject Imap(ITestMailServer server, string user) => new()
    {
        ["Protocol"] = "Imap",
        ["DisplayName"] = "David MARTIN",
        ["EmailAddress"] = $"{user}@ac-lyon.fr",
        ["Incoming"] = new JsonObject { ["Host"] = "localhost", ["Port"] = server.Ports.Imaps, ["UserName"] = user },
        ["Outgoing"] = new JsonObject { ["Host"] = "localhost", ["Port"] = server.Ports.Submission, ["UserName"] = user },
        ["Password"] = server.Password,
        ["TrustedCertificates"] = new JsonArray(server.CertificateAuthority),
    };
}

sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The kind of the failure in the one JSON document, wherever the command puts it.</summary>
    public string? FailureKind => Json is JsonArray reports
        ? reports[0]!["failure"]?["kind"]?.GetValue<string>()
        : Json["error"]?["kind"]?.GetValue<string>();

    /// <summary>That a person gets words, and neither a stack trace nor a secret.</summary>
    public CliResult ShouldBeFitForPeople()
    {
        var all = Output + Errors;
        all.ShouldNotContain("   at ");
        all.ShouldNotContain("Exception");
        all.ShouldNotContain("secret");
        Errors.Trim().ShouldNotBeEmpty();
        return this;
    }
}
