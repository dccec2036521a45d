using System.Security.Cryptography;
using AcMail.Testing;
using AcMail.Testing.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AcMail.Testing.Tests.Documentation;

/// <summary>The service of docs/service.md, word for word: <see cref="ExamplesTests"/> compares them.</summary>
public sealed class ServiceExample : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-").FullName;
    readonly Arrival _arrived = new();

    public void Dispose()
    {
        _arrived.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task It_tells_of_what_arrives_until_it_is_stopped()
    {
        await using var server = MailServer.Start();
        var david = server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        var running = RunAsync(Settings(server));

        david.Inbox.Add(Mail.Of("Réunion"));
        (await _arrived.Line).ShouldEndWith(": Réunion from \"Jeanne\" <jeanne@example.org>");
        _arrived.Host!.StopApplication();
        await running;
    }

    async Task RunAsync(Dictionary<string, string?> settings)
    {
        var args = settings.Select(s => $"--{s.Key}={s.Value}").ToArray();
        var builder = Host.CreateApplicationBuilder(args);
        builder.Logging.ClearProviders().AddProvider(_arrived);
        builder.Services.AddAcMail(builder.Configuration.GetSection("AcMail"), builder.Environment.ContentRootPath)
            .UseSqlite()
            .AddBackgroundSync();
        builder.Services.AddHostedService<Arrivals>();
        builder.Services.AddHostedService<Departures>();
        using var host = builder.Build();
        _arrived.Host = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await host.RunAsync();
    }

    Dictionary<string, string?> Settings(MailServer server) => new()
    {
        ["AcMail:Directory"] = _directory,
        ["AcMail:Accounts:pro:EmailAddress"] = "david.martin@ac-lyon.fr",
        ["AcMail:Accounts:pro:Password"] = "secret",
        ["AcMail:Accounts:pro:PinnedFingerprints:0"] = TestCertificateAuthority.Shared.Localhost.GetCertHashString(HashAlgorithmName.SHA256),
        ["AcMail:Accounts:pro:Incoming:Host"] = "127.0.0.1",
        ["AcMail:Accounts:pro:Incoming:Port"] = $"{server.ImapsPort}",
        ["AcMail:Accounts:pro:Incoming:UserName"] = "dmartin",
        ["AcMail:Accounts:pro:Outgoing:Host"] = "127.0.0.1",
        ["AcMail:Accounts:pro:Outgoing:Port"] = $"{server.SubmissionPort}",
        ["AcMail:Accounts:pro:Outgoing:UserName"] = "dmartin",
    };

    sealed class Arrivals(IMailAccountProvider accounts, ILogger<Arrivals> logger) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await foreach (var change in accounts["pro"].WatchAsync(stoppingToken))
            {
                switch (change)
                {
                    case MessageArrived { Message: { Mailbox: "INBOX" } message }:
                        logger.LogInformation("{Id}: {Subject} from {From}", message.Id, message.Headers.Subject, message.Headers.From);
                        break;
                    case WatchReported { Report.Failure: { } failure, RetryAt: var retryAt }:
                        logger.LogWarning("{Message} {Remedy} Next attempt: {RetryAt}", failure.Message.English, failure.Remedy.English, retryAt);
                        break;
                    case ChangesMissed:
                        logger.LogWarning("Too much has changed: read everything anew");
                        break;
                }
            }
        }
    }

    sealed class Departures(IMailAccountProvider accounts) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5));
            do
            {
                await accounts["pro"].Sender.FlushAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
    }

    /// <summary>The first line that the example logs of a message.</summary>
    sealed class Arrival : ILoggerProvider, ILogger
    {
        readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public IHostApplicationLifetime? Host { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is var line && line.Contains(" from ", StringComparison.Ordinal)) _line.TrySetResult(line);
        }

        public void Dispose()
        {
        }
    }
}
