using System.Globalization;
using System.Security.Cryptography;
using AcMail.Storage;
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
    readonly FirstLine _arrived = new(" from ");

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

    [Fact]
    public async Task What_came_while_it_was_down_is_registered_and_all_of_it_where_the_revision_is_lost()
    {
        await using var server = MailServer.Start();
        var david = server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        (await RegisterAsync(1)).ShouldBe(["un"]);
        (await RegisterAsync(1)).ShouldBe(["deux"]);
        File.WriteAllText(Path.Combine(_directory, "registered.txt"), "7");
        (await RegisterAsync(3)).Order().ShouldBe(["deux", "trois", "un"]);

        // One message comes while it is down, each time.
        async Task<List<string>> RegisterAsync(int count)
        {
            david.Inbox.Add(Mail.Of(((string[])["un", "deux", "trois"])[david.Inbox.Messages.Count]));
            var registered = new Registered(count);
            var builder = Host.CreateApplicationBuilder([.. Settings(server).Select(s => $"--{s.Key}={s.Value}")]);
            builder.Logging.ClearProviders().AddProvider(registered);
            builder.Services.AddAcMail(builder.Configuration.GetSection("AcMail")).UseSqlite();
            builder.Services.AddHostedService<Registry>();
            using var host = builder.Build();
            await host.StartAsync();
            var told = await registered.All;
            await host.StopAsync();
            return told;
        }
    }

    async Task RunAsync(Dictionary<string, string?> settings)
    {
        var args = settings.Select(s => $"--{s.Key}={s.Value}").ToArray();
        var builder = Host.CreateApplicationBuilder(args);
        builder.Logging.ClearProviders().AddProvider(_arrived);
        builder.Services.AddAcMail(builder.Configuration.GetSection("AcMail"), builder.Environment.ContentRootPath)
            .UseSqlite()
            .AddBackgroundSync(o =>
            {
                o.FlushOutboxEvery = TimeSpan.FromMinutes(5);
                o.CompactEvery = TimeSpan.FromDays(1);
            });
        builder.Services.AddHostedService<Arrivals>();
        using var host = builder.Build();
        _arrived.Host = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await host.RunAsync();
    }

    Dictionary<string, string?> Settings(MailServer server) => new()
    {
        ["contentRoot"] = _directory,
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

    sealed class Registry(IMailAccountProvider accounts, IHostEnvironment environment, ILogger<Registry> logger) : BackgroundService
    {
        readonly string _file = Path.Combine(environment.ContentRootPath, "registered.txt");

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await CatchUpAsync(stoppingToken);
            await foreach (var _ in accounts["pro"].WatchAsync(stoppingToken)) await CatchUpAsync(stoppingToken);
        }

        async Task CatchUpAsync(CancellationToken cancellationToken)
        {
            var replica = accounts["pro"].Replica;
            var revision = File.Exists(_file) && long.TryParse(File.ReadAllText(_file), out var kept) ? kept : 0;
            for (var more = true; more;)
            {
                var page = await replica.GetChangesAsync(revision, limit: 100, cancellationToken);
                if (page.IsBehind)
                    await foreach (var message in replica.ListAsync(new(), cancellationToken)) Register(message);
                foreach (var arrival in page.Changes.OfType<MessageArrived>()) Register(arrival.Message);
                if (page.Revision != revision) Keep(page.Revision);
                (revision, more) = (page.Revision, page.HasMore);
            }
        }

        void Register(MessageInfo message) => logger.LogInformation("Registered {Id}: {Subject} in {Mailbox}", message.Id, message.Headers.Subject, message.Mailbox);

        void Keep(long revision)
        {
            File.WriteAllText(_file + ".new", revision.ToString(CultureInfo.InvariantCulture));
            File.Move(_file + ".new", _file, overwrite: true);
        }
    }

    /// <summary>The subjects that the example registers, until they are as many as are awaited.</summary>
    sealed class Registered(int count) : ILoggerProvider, ILogger
    {
        readonly TaskCompletionSource<List<string>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly List<string> _told = [];

        public Task<List<string>> All => _all.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is not IEnumerable<KeyValuePair<string, object?>> values || !formatter(state, exception).StartsWith("Registered", StringComparison.Ordinal)) return;
            lock (_told)
            {
                _told.Add($"{values.Single(v => v.Key == "Subject").Value}");
                if (_told.Count == count) _all.TrySetResult(_told);
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>The first line with some words that the example logs.</summary>
    sealed class FirstLine(string words) : ILoggerProvider, ILogger
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
            if (formatter(state, exception) is var line && line.Contains(words, StringComparison.Ordinal)) _line.TrySetResult(line);
        }

        public void Dispose()
        {
        }
    }
}
