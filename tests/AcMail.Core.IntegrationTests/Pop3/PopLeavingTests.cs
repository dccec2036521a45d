using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Pop3;

public sealed class PopLeavingOnDovecotTests(MailServer server) : PopLeavingTests(server);

public sealed class PopLeavingInProcessTests(InProcessMailServer server) : PopLeavingTests(server);

public abstract class PopLeavingTests(ITestMailServer server)
{
    [Fact]
    public async Task What_is_not_to_be_left_is_deleted_batch_after_batch()
    {
        var user = server.NewUser();
        await using var oracle = await RawImap.LoginAsync(server, user);
        for (var i = 0; i < 600; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\r\n\r\n..\r\nbody {i}\r\n"));
        var before = (await oracle.FetchAllAsync("INBOX")).Values.Select(m => Convert.ToBase64String(m.Content)).ToList();
        await using var account = TestAccount.Pop3(server, user, o => o.Pop3.LeaveOnServer = LeaveOnServer.NotAtAll);
        (await account.SyncAsync()).Maildrop!.Deleted.ShouldBe(600);
        (await oracle.FetchAllAsync("INBOX")).ShouldBeEmpty();
        var held = new List<string>();
        foreach (var message in await account.ListAsync("INBOX")) held.Add(Convert.ToBase64String(await account.ReadAsync(message.Id)));
        held.ShouldBe(before, ignoreOrder: true);
        (await account.Maintenance.CheckAsync("test")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_message_comes_as_a_header_until_it_is_opened()
    {
        var user = server.NewUser();
        var content = Encoding.ASCII.GetBytes($"Subject: large\r\n\r\n{new string('x', 70)}\r\n{string.Concat(Enumerable.Repeat("line\r\n", 50_000))}");
        server.Deliver(user, content);
        await using var account = TestAccount.Pop3(server, user, o => o.Pop3.MaximumDownloadSize = 10_000);
        (await account.SyncAsync()).BytesDownloaded.ShouldBeLessThan(1000);
        var message = (await account.ListAsync()).ShouldHaveSingleItem();
        message.ShouldSatisfyAllConditions(m => m.IsPartial.ShouldBeTrue(), m => m.Size.ShouldBe(content.Length));
        (await account.ReadAsync(message.Id)).ShouldBe(content);
        (await account.ListAsync()).ShouldHaveSingleItem().IsPartial.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_POP3_account_sends_is_kept_here_and_nowhere_else()
    {
        var user = server.NewUser();
        await using var oracle = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Pop3(server, user);
        var message = new MimeKit.MimeMessage { Subject = "sent", Body = new MimeKit.TextPart("plain") { Text = "bonjour" } };
        message.From.Add(MimeKit.MailboxAddress.Parse($"{user}@ac-lyon.fr"));
        message.To.Add(MimeKit.MailboxAddress.Parse("puits@ac-lyon.fr"));
        await account.Account.Sender.SendAsync(message, TestContext.Current.CancellationToken);
        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
        var mailboxes = await account.Account.Replica.GetMailboxesAsync();
        mailboxes.Single(m => m.Role == MailboxRole.Sent).Messages.ShouldBe(1);
        foreach (var name in await oracle.ListAsync()) (await oracle.FetchAllAsync(name)).ShouldBeEmpty(name);
    }
}
