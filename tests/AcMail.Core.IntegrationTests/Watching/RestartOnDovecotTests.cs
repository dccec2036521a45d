using System.Text;
using AcMail.Core.IntegrationTests.Support;
using AcMail.Core.Tests.Support;
using static AcMail.Core.IntegrationTests.Watching.WatchOnDovecotTests;

namespace AcMail.Core.IntegrationTests.Watching;

/// <summary>Watching on real Dovecot over TLS, one of its own, since it is stopped and started.</summary>
public sealed class RestartOnDovecotTests
{
    [Fact]
    public async Task A_restarted_server_is_found_again_and_nothing_is_missed()
    {
        await using var server = new MailServer();
        await server.InitializeAsync();
        var user = MailServer.NewUser();
        await using var account = TestAccount.Imap(server, user);
        await using (var other = await RawImap.LoginAsync(server, user)) await other.AppendAsync("INBOX", Message(0));
        await using var watching = await Watcher.BeginAsync(account.Account);
        for (var i = 1; i < 3; i++)
        {
            server.StopImap();
            // The connection is missed at once, and nobody answers any more.
            (await watching.NextAsync<WatchReported>()).Report.Failure!.IsTransient.ShouldBeTrue();
            server.Deliver(user, Encoding.UTF8.GetBytes(Message(i)));
            server.StartImap();
            await watching.ArrivalAsync($"message {i}");
            (await watching.NextAsync<WatchReported>()).Report.Outcome.ShouldBe(SyncOutcome.Completed);
        }

        await using var check = await RawImap.LoginAsync(server, user);
        await account.ShouldEqualAsync(check);
        watching.Told.OfType<MessageArrived>().GroupBy(a => a.Message.Id).ShouldAllBe(g => g.Count() == 1);
    }
}
