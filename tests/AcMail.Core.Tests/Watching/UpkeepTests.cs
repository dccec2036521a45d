using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;
using AcMail.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Core.Tests.Watching;

/// <summary>What is done for accounts every so often.</summary>
public sealed class UpkeepTests : IDisposable
{
    readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-09-01T08:00Z", null));
    readonly MemoryLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task What_a_server_takes_later_is_sent_by_itself()
    {
        await using var world = new ImapFixture(profile: p => p with { Smtp = p.Smtp with { Greylisting = TimeSpan.FromMinutes(20) } }, time: _time);
        var zoe = world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        await world.LetSendAsync();
        (await world.Account.Sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Deferred);
        using var stop = new CancellationTokenSource();

        var upkeep = new Upkeep([(MailAccount)world.Account], _time, _log).FlushAsync(TimeSpan.FromMinutes(5), atOnce: 1, stop.Token);
        await AdvanceUntilAsync(TimeSpan.FromMinutes(1), async () => (await world.Account.Sender.GetOutboxAsync(Some.Token)).Count == 0);

        (_time.GetUtcNow() - _time.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(20));
        await EndAsync(upkeep, stop);
        zoe.Inbox.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_that_is_busy_is_compacted_a_little_later_and_one_that_fails_keeps_no_other_from_it()
    {
        await using var accounts = Accounts(_ => { }, "damaged", "odd", "busy", "good");
        using var stop = new CancellationTokenSource();
        var maintenance = new Maintenance();

        var upkeep = Of(accounts, "damaged", "odd", "busy", "good").CompactAsync(maintenance, TimeSpan.FromDays(1), stop.Token);
        maintenance.Asked.ShouldBeEmpty();
        await AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => Task.FromResult(maintenance.Asked.Count == 6));
        (_time.GetUtcNow() - _time.Start).ShouldBeInRange(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(60));
        await AdvanceUntilAsync(TimeSpan.FromHours(1), () => Task.FromResult(maintenance.Asked.Count == 10));

        await EndAsync(upkeep, stop);
        maintenance.Asked.ShouldBe(["damaged", "odd", "busy", "busy", "busy", "good", "damaged", "odd", "busy", "good"]);
        string[] said = [.. _log.Lines.Take(4)];
        said[0].ShouldStartWith("UpkeepHindered: Account damaged: ");
        said[1].ShouldStartWith("UpkeepDefect: Account odd: ");
        said[1].ShouldContain("odd indeed");
        said[2].ShouldStartWith("Compacted: Account busy: 2 messages that were deleted are given up, and 500 bytes");
        said[3].ShouldStartWith("Compacted: Account good: ");
    }

    [Fact]
    public async Task One_that_is_always_busy_is_left_to_the_next_time()
    {
        await using var accounts = Accounts(_ => { }, "busy");
        using var stop = new CancellationTokenSource();
        var maintenance = new Maintenance { IsAlwaysBusy = true };

        var upkeep = Of(accounts, "busy").CompactAsync(maintenance, TimeSpan.FromHours(1), stop.Token);
        await AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => Task.FromResult(_log.Lines.Count == 1));

        maintenance.Asked.Count.ShouldBe(10);
        _log.Lines.Single().ShouldStartWith("UpkeepHindered: Account busy: what is done for it every so often was not done: Busy: ");
        await EndAsync(upkeep, stop);
    }

    [Fact]
    public async Task A_host_gives_back_what_was_deleted_ten_minutes_after_its_start()
    {
        var directory = Directory.CreateTempSubdirectory("acmail-upkeep-").FullName;
        await using var server = MailServer.Start();
        var inbox = server.AddUser("good").Inbox;
        for (var i = 1; i <= 2; i++) inbox.Add(ImapFixture.Message(i));
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(_time);
        Register(builder.Services.AddAcMail().UseSqlite(o => o.Directory = directory).AddBackgroundSync(o => o.CompactEvery = TimeSpan.FromDays(1)), "good");
        builder.Services.Configure<MailAccountOptions>("good", o =>
            (o.Incoming.Port, o.Incoming.Security, o.Incoming.AllowInsecure) = (server.ImapPort, ConnectionSecurity.None, true));
        using (var host = builder.Build())
        {
            var account = host.Services.GetRequiredService<IMailAccountProvider>()["good"];
            (await account.SynchronizeAsync(cancellationToken: Some.Token)).EnsureSuccess();
            inbox.Remove(1u);
            (await account.SynchronizeAsync(cancellationToken: Some.Token)).EnsureSuccess();

            await host.StartAsync(Some.Token);
            _time.Advance(TimeSpan.FromMinutes(9));
            Compacted().ShouldBeEmpty();
            await AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => Task.FromResult(Compacted().Any()));
            await host.StopAsync(Some.Token);
        }

        Compacted().ShouldHaveSingleItem().ShouldStartWith("Compacted: Account good: 1 messages that were deleted are given up");
        Directory.Delete(directory, recursive: true);

        IEnumerable<string> Compacted() => _log.Lines.Where(l => l.StartsWith("Compacted:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00:00:59", null, "BackgroundSync.FlushOutboxEvery must be from 1 minute to 1 day.")]
    [InlineData("1.00:00:01", null, "BackgroundSync.FlushOutboxEvery must be from 1 minute to 1 day.")]
    [InlineData(null, "00:59:59", "BackgroundSync.CompactEvery must be from 1 hour to 30 days.")]
    [InlineData(null, "30.00:00:01", "BackgroundSync.CompactEvery must be from 1 hour to 30 days.")]
    [InlineData(null, "01:00:00", "BackgroundSync.CompactEvery is set, and the store cannot be compacted.")]
    [InlineData("00:01:00", null, null)]
    [InlineData("1.00:00:00", null, null)]
    public async Task How_often_is_bounded(string? flush, string? compact, string? failure)
    {
        await using var services = Accounts(
            b => b.AddBackgroundSync(o => (o.FlushOutboxEvery, o.CompactEvery) = (Parse(flush), Parse(compact))), "a");
        var options = services.GetRequiredService<IOptions<BackgroundSyncOptions>>();
        if (failure is null) options.Value.FlushOutboxEvery.ShouldBe(Parse(flush));
        else Should.Throw<OptionsValidationException>(() => options.Value).Failures.ShouldContain(failure);
    }

    static TimeSpan? Parse(string? text) => text is null ? null : TimeSpan.Parse(text, null);

    static MimeMessage Message() => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });

    static ServiceProvider Accounts(Action<IAcMailBuilder> register, params string[] names)
    {
        var builder = new ServiceCollection().AddLogging().AddAcMail();
        register(builder);
        Register(builder, names);
        builder.Services.AddSingleton<IMailStoreProvider, NoStore>();
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Accounts whose servers nobody reaches.</summary>
    static void Register(IAcMailBuilder builder, params string[] names)
    {
        foreach (var name in names)
        {
            builder.AddImapAccount(name, o =>
            {
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Incoming = new() { Host = "127.0.0.1", Port = 1, UserName = name };
                o.Password = "secret";
            });
        }
    }

    Upkeep Of(ServiceProvider services, params string[] names) =>
        new([.. names.Select(n => (MailAccount)services.GetRequiredService<IMailAccountProvider>()[n])], _time, _log);

    async Task AdvanceUntilAsync(TimeSpan step, Func<Task<bool>> isDone)
    {
        for (var i = 0; !await isDone(); i++)
        {
            i.ShouldBeLessThan(3000);
            _time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Some.Token);
        }
    }

    static async Task EndAsync(Task upkeep, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => upkeep);
    }

    /// <summary>Compacts by the name of the account; one that is busy is so twice, unless it is always.</summary>
    sealed class Maintenance : IStoreMaintenance
    {
        public List<string> Asked { get; } = [];

        public bool IsAlwaysBusy { get; init; }

        public Task<StoreCheckReport> CheckAsync(string account, IProgress<StoreCheckProgress>? progress, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoreCheckReport> RebuildAsync(string account, IProgress<StoreCheckProgress>? progress, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<StoreCompactionReport> CompactAsync(string account, IProgress<StoreCheckProgress>? progress, CancellationToken cancellationToken)
        {
            Asked.Add(account);
            return account switch
            {
                "damaged" => throw new MailException(FailureTexts.Create(MailErrorKind.StorageDamaged, null)),
                "odd" => throw new InvalidOperationException("odd indeed"),
                "busy" when IsAlwaysBusy || Asked.Count(a => a == account) < 3 => throw new MailException(FailureTexts.Create(MailErrorKind.Busy, null)),
                _ => Task.FromResult(new StoreCompactionReport(2, 500, [])),
            };
        }
    }
}
