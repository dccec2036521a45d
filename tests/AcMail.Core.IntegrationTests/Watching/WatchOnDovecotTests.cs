using AcMail.Core.IntegrationTests.Support;
using AcMail.Core.Tests.Support;

namespace AcMail.Core.IntegrationTests.Watching;

/// <summary>Watching on real Dovecot over TLS.</summary>
public sealed class WatchOnDovecotTests(MailServer server)
{
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("")]
    [InlineData("QRESYNC")]
    [InlineData("CONDSTORE")]
    public async Task What_another_client_does_is_told(string without)
    {
        var user = MailServer.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, o => o.Imap.DisabledExtensions = without.Split(',', StringSplitOptions.RemoveEmptyEntries));
        await using var watching = await Watcher.BeginAsync(account.Account);
        for (var i = 0; i < 20; i++)
        {
            await other.AppendAsync("INBOX", Message(i));
            var arrived = await watching.ArrivalAsync($"message {i}");
            (await account.ReadAsync(arrived.Message.Id)).Length.ShouldBe(Message(i).Length);
        }

        await other.SelectAsync("INBOX");
        await other.CommandAsync("UID STORE 3 +FLAGS (\\Seen)");
        (await watching.NextAsync<MessageChanged>()).Message.Flags.ToNames().ShouldBe(["\\Seen"]);
        await other.CommandAsync("UID STORE 1:5 +FLAGS (\\Deleted)");
        await other.CommandAsync("UID EXPUNGE 1:5");
        for (var i = 0; i < 5; i++) await watching.NextAsync<MessageRemoved>();
        await account.ShouldEqualAsync(other);
    }

    [Fact]
    public async Task A_connection_that_was_silently_dropped_is_noticed_at_the_end_of_IDLE()
    {
        var user = MailServer.NewUser();
        await using var proxy = new SwallowingProxy(server.Ports.Imaps);
        var time = new CalmTime(new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero)) { Traffic = () => proxy.Octets };
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, o => o.Incoming.Port = proxy.Port, time);
        await using var watching = await Watcher.BeginAsync(account.Account, time);
        for (var i = 0; i < 3; i++)
        {
            await time.CalmAsync();
            proxy.Swallow();
            await other.AppendAsync("INBOX", Message(i));
            var dropped = time.GetUtcNow();
            await watching.ArrivalAsync($"message {i}");
            (time.GetUtcNow() - dropped).ShouldBeLessThan(TimeSpan.FromSeconds(160) + Slack);
        }

        await account.ShouldEqualAsync(other);
        watching.Told.OfType<WatchReported>().Count().ShouldBe(1);
    }

    internal static string Message(int number) => $"From: a@x.fr\r\nSubject: message {number}\r\nMessage-ID: <{number}@x.fr>\r\n\r\nbody {number}\r\n";
}
