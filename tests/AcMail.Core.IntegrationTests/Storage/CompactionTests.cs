using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Storage;

public sealed class CompactionOnDovecotTests(MailServer server) : CompactionTests(server);

public sealed class CompactionInProcessTests(InProcessMailServer server) : CompactionTests(server);

public abstract class CompactionTests(ITestMailServer server)
{
    const int Deleted = 50, Messages = 150;

    [Fact]
    public async Task What_another_client_deleted_is_given_back_and_the_account_goes_on()
    {
        var user = server.NewUser();
        for (var i = 0; i < Messages; i++) server.Deliver(user, Encoding.UTF8.GetBytes(Text(i)));
        await using var oracle = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user);
        await account.SyncAsync();
        await oracle.SelectAsync("INBOX");
        await oracle.CommandAsync($"STORE 1:{Deleted} +FLAGS.SILENT (\\Deleted)");
        await oracle.CommandAsync("EXPUNGE");
        await account.SyncAsync();

        var report = await account.Maintenance.CompactAsync("test");
        (report.Contents, report.Problems.Count).ShouldBe((Deleted, 0));
        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
        await account.ShouldEqualAsync(oracle);

        await oracle.AppendAsync("INBOX", Text(0).ReplaceLineEndings("\r\n"));
        (await account.SyncAsync()).MessagesAdded.ShouldBe(1);
        await account.ShouldEqualAsync(oracle);

        await account.LoseStateAsync();
        await account.RestartAsync();
        (await account.Maintenance.RebuildAsync("test")).Problems.ShouldBeEmpty();
        (await account.SyncAsync()).MessagesAdded.ShouldBe(0);
        await account.ShouldEqualAsync(oracle);
    }

    static string Text(int number) => $"Subject: {number}\n\n{number} {new string('x', 500)}\n";
}
