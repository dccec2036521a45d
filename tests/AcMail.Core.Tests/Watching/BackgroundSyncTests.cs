using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Sqlite;
using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace AcMail.Core.Tests.Watching;

/// <summary>Accounts that a host keeps up to date, each by itself.</summary>
public sealed class BackgroundSyncTests : IAsyncDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-background-").FullName;
    readonly MailServer _server = MailServer.Start();
    readonly MailServer _stalled = MailServer.Start(o => o.Faults = [Fault.Stall(FaultPoint.Connecting) with { Repeats = true }]);
    readonly HashSet<string> _full = [];

    [Fact]
    public async Task Accounts_are_kept_up_to_date_for_as_long_as_the_host_runs()
    {
        using var host = Build(b => Add(b, "a", "b", "c"), o => o.AccountsAtOnce = 1);
        await host.StartAsync(TestContext.Current.CancellationToken);
        foreach (var name in (string[])["a", "b", "c"])
        {
            _server.FindUser(name)!.Inbox.Add(ImapFixture.Message(1));
            await UntilHeldAsync(host, name, 1);
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        _server.Sessions.Count.ShouldBe(3);
        _server.FindUser("a")!.Inbox.Add(ImapFixture.Message(2));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        (await HeldAsync(host, "a")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_with_one_account_leaves_the_others_alone()
    {
        using var host = Build(b =>
        {
            Add(b, "wrong", "down", "full", "stalled", "good", "mended");
            b.Services.Configure<MailAccountOptions>("wrong", o => o.Password = "wrong");
            b.Services.Configure<MailAccountOptions>("down", o => o.Incoming.Port = 1);
            b.Services.Configure<MailAccountOptions>("stalled", o => o.Incoming.Port = _stalled.ImapPort);
            b.Services.Configure<MailAccountOptions>("invalid", o => o.EmailAddress = "");
        });
        _full.UnionWith(["full", "mended"]);
        foreach (var user in _server.Users) user.Inbox.Add(ImapFixture.Message(1));
        await host.StartAsync(TestContext.Current.CancellationToken);

        (await TroubleAsync(host, "wrong")).ShouldBe(MailErrorKind.BadCredentials);
        (await TroubleAsync(host, "down")).ShouldBe(MailErrorKind.ConnectionRefused);
        (await TroubleAsync(host, "full")).ShouldBe(MailErrorKind.StorageFull);
        (await TroubleAsync(host, "mended")).ShouldBe(MailErrorKind.StorageFull);
        _full.Remove("mended");
        for (var i = 2; i < 12; i++)
        {
            _server.FindUser("good")!.Inbox.Add(ImapFixture.Message(i));
            await UntilHeldAsync(host, "good", i);
        }

        await UntilHeldAsync(host, "mended", 1);
        (await HeldAsync(host, "full")).ShouldBe(0);
        _server.Sessions.Count(s => s.ClientLines.Any(l => l.Contains("AUTHENTICATE", StringComparison.Ordinal)) && s.ServerLines.Any(l => l.Contains("AUTHENTICATIONFAILED", StringComparison.Ordinal)))
            .ShouldBe(1);

        var started = TimeProvider.System.GetTimestamp();
        await host.StopAsync(TestContext.Current.CancellationToken);
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_account_with_invalid_settings_is_passed_over()
    {
        using var host = Build(b =>
        {
            Add(b, "good");
            b.AddImapAccount("invalid", _ => { });
            // Without it, the host itself would refuse to start.
            b.Services.RemoveAll<IStartupValidator>();
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        _server.FindUser("good")!.Inbox.Add(ImapFixture.Message(1));
        await UntilHeldAsync(host, "good", 1);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Only_chosen_accounts_are_kept_up_to_date()
    {
        using var host = Build(b => Add(b, "a", "b"), o => o.Accounts = ["b"]);
        _server.FindUser("a")!.Inbox.Add(ImapFixture.Message(1));
        _server.FindUser("b")!.Inbox.Add(ImapFixture.Message(1));
        await host.StartAsync(TestContext.Current.CancellationToken);
        await UntilHeldAsync(host, "b", 1);
        await host.StopAsync(TestContext.Current.CancellationToken);
        (await HeldAsync(host, "a")).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_deleted_is_given_back_while_they_are_kept_up_to_date()
    {
        const int Messages = 12;
        using var host = Build(b => Add(b, "a"));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var (replica, maintenance) = (Account(host, "a").Replica, host.Services.GetRequiredService<IStoreMaintenance>());
        var given = 0L;
        for (var i = 1; i <= Messages; i++)
        {
            _server.FindUser("a")!.Inbox.Add(ImapFixture.Message(i));
            await UntilHeldAsync(host, "a", 1);
            var message = await replica.ListAsync(new()).SingleAsync();
            await using var content = await replica.OpenContentAsync(message.Id);
            await replica.Actions.DeleteAsync([message.Id], forGood: true);
            given += await Histories.CompactAsync(maintenance, "a");
            using var read = new MemoryStream();
            await content.CopyToAsync(read);
            read.ToArray().ShouldBe(ImapFixture.Message(i));
        }

        // The newest content stays.
        for (var i = 0; given < Messages - 1 || _server.FindUser("a")!.Inbox.Messages.Count > 0; i++)
        {
            i.ShouldBeLessThan(3000);
            given += await Histories.CompactAsync(maintenance, "a");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        given.ShouldBe(Messages - 1);
        await host.StopAsync(TestContext.Current.CancellationToken);
        (await maintenance.CheckAsync("a")).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(0));
    }

    [Fact]
    public async Task What_waited_while_the_host_was_down_is_sent_when_it_starts()
    {
        using var host = Build(
            b =>
            {
                Add(b, "a", "receives");
                b.Services.Configure<MailAccountOptions>("a", o => o.Outgoing = new()
                {
                    Host = "127.0.0.1", Port = _server.SubmissionPort, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "a",
                });
            },
            o => (o.FlushOutboxEvery, o.CompactEvery) = (TimeSpan.FromMinutes(5), TimeSpan.FromDays(1)));
        var zoe = _server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        _server.Faults.Add(Fault.Answer("MAIL", "451 4.3.0 later"));
        var message = new MimeMessage(
            [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });
        (await Account(host, "a").Sender.SendAsync(message)).Outcome.ShouldBe(SendOutcome.Deferred);

        await host.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; (await Account(host, "a").Sender.GetOutboxAsync()).Count > 0; i++)
        {
            i.ShouldBeLessThan(3000);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        zoe.Inbox.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_number_of_accounts_that_makes_no_sense_is_refused() =>
        Should.Throw<OptionsValidationException>(() => Build(b => Add(b, "a"), o => o.AccountsAtOnce = 0).Services.GetRequiredService<IOptions<BackgroundSyncOptions>>().Value);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _stalled.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    IHost Build(Action<IAcMailBuilder> accounts, Action<BackgroundSyncOptions>? options = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var mail = builder.Services.AddAcMail().UseSqlite(o => o.Directory = _directory).AddBackgroundSync(options);
        accounts(mail);
        builder.Services.Replace(ServiceDescriptor.Singleton<IMailStoreProvider>(
            s => new FullStores(ActivatorUtilities.CreateInstance<SqliteStoreProvider>(s), _full.Contains)));
        return builder.Build();
    }

    void Add(IAcMailBuilder builder, params string[] names)
    {
        foreach (var name in names)
        {
            _server.AddUser(name);
            builder.AddImapAccount(name, o =>
            {
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Incoming = new() { Host = "127.0.0.1", Port = _server.ImapPort, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = name };
                o.Password = "secret";
            });
        }
    }

    static IMailAccount Account(IHost host, string name) => host.Services.GetRequiredService<IMailAccountProvider>()[name];

    static async Task<int> HeldAsync(IHost host, string name) => await Account(host, name).Replica.ListAsync(new()).CountAsync();

    static async Task UntilHeldAsync(IHost host, string name, int count)
    {
        for (var i = 0; await HeldAsync(host, name) != count; i++)
        {
            i.ShouldBeLessThan(3000, name);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    static async Task<MailErrorKind> TroubleAsync(IHost host, string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var change in Account(host, name).WatchAsync(limit.Token))
            if (change is WatchReported { Report.Failure: { } failure }) return failure.Kind;
        throw new InvalidOperationException("It ended.");
    }
}
