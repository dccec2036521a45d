using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Pop3;

public sealed class PopSyncOnDovecotTests(MailServer server) : PopSyncTests(server);

public sealed class PopSyncInProcessTests(InProcessMailServer server) : PopSyncTests(server);

public abstract class PopSyncTests(ITestMailServer server)
{
    [Fact]
    public async Task Messages_come_down_once_and_stay_on_the_server()
    {
        var user = server.NewUser();
        await using var oracle = await RawImap.LoginAsync(server, user);
        for (var i = 0; i < 300; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n.dot\n..\n.\nbody {i}\n"));
        await using var account = TestAccount.Pop3(server, user);

        (await account.SyncAsync()).MessagesAdded.ShouldBe(300);
        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
        await oracle.AppendAsync("INBOX", "Subject: later\r\n\r\nnew\r\n");
        await account.RestartAsync();
        (await account.SyncAsync()).MessagesAdded.ShouldBe(1);

        var remote = (await oracle.FetchAllAsync("INBOX")).Values.Select(m => Convert.ToBase64String(m.Content));
        var local = new List<string>();
        foreach (var message in await account.ListAsync("INBOX")) local.Add(Convert.ToBase64String(await account.ReadAsync(message.Id)));
        local.ShouldBe(remote, ignoreOrder: true);
        (await account.Maintenance.CheckAsync("test")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_messages_alike_are_both_there_and_stored_once()
    {
        var user = server.NewUser();
        for (var i = 0; i < 2; i++) server.Deliver(user, "Subject: same\n\nsame\n"u8);
        await using var account = TestAccount.Pop3(server, user);
        (await account.SyncAsync()).MessagesAdded.ShouldBe(2);
        (await account.Maintenance.CheckAsync("test")).Contents.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_deleted_through_webmail_while_it_is_downloaded_is_no_problem()
    {
        var user = server.NewUser();
        await using var webmail = await RawImap.LoginAsync(server, user);
        for (var i = 0; i < 20; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\nbody {i}\n"));
        await webmail.SelectAsync("INBOX");
        await using var account = TestAccount.Pop3(server, user);

        // Once it is listed, the session has begun.
        Task? deleting = null;
        var progress = new Callback<SyncProgress>(p =>
        {
            if (p.Stage == SyncStage.Listing) (deleting ??= DeleteAsync()).Wait(TestContext.Current.CancellationToken);
        });
        var report = await account.Account.SynchronizeAsync(progress, TestContext.Current.CancellationToken);
        report.Outcome.ShouldBe(SyncOutcome.Completed, string.Join('\n', report.Problems));
        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
        (await webmail.FetchAllAsync("INBOX")).Count.ShouldBe(15);

        async Task DeleteAsync()
        {
            await webmail.CommandAsync("UID STORE 3:7 +FLAGS.SILENT (\\Deleted)");
            await webmail.CommandAsync("EXPUNGE");
        }
    }

    [Fact]
    public async Task An_empty_maildrop_is_no_error()
    {
        await using var account = TestAccount.Pop3(server, server.NewUser());
        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
    }
}
