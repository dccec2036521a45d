using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AcMail.Cli;

/// <summary>What a command works with: the configured accounts and the way out.</summary>
sealed class CliContext : IAsyncDisposable
{
    readonly ServiceProvider _services;

    CliContext(ServiceProvider services, StandardOutput output) => (_services, Output) = (services, output);

    public StandardOutput Output { get; }

    public IMailAccountProvider Accounts => Service<IMailAccountProvider>();

    public static CliContext Open(ParseResult parsed, Globals globals)
    {
        var configuration = ConfigurationFile.Load(parsed.GetValue(globals.Config));
        var services = new ServiceCollection();
        // Nothing of it is shown, and making the real one takes as long as a whole round trip.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddAcMail(configuration.Section, configuration.BaseDirectory).UseSqlite(o => o.Directory = configuration.MailDirectory);
        return new(services.BuildServiceProvider(), new(parsed.GetValue(globals.Json)));
    }

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <exception cref="OptionsValidationException">The account's settings are invalid.</exception>
    public MailAccountOptions Options(string account)
    {
        Require(account);
        return Service<IOptionsMonitor<MailAccountOptions>>().Get(account);
    }

    /// <summary>Objects to a name that no account has, and does not mind settings that are invalid.</summary>
    public void Require(string account)
    {
        if (!Accounts.Names.Contains(account)) _ = Accounts[account];
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
