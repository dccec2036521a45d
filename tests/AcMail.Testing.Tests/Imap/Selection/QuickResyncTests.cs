using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Selection;

public sealed class QuickResyncTests
{
    [Fact]
    public async Task What_went_and_what_changed_since_is_told_when_the_mailbox_is_selected()
    {
        await using var server = MailServer.Start();
        var (user, since) = Populate(server);
        await using var talk = await EnableAsync(server, user);
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({user.Inbox.UidValidity} {since}))")).Where(IsResync).ShouldBe(
        [
            "* VANISHED (EARLIER) 2:3", $@"* 2 FETCH (UID 4 FLAGS (\Seen \Recent) MODSEQ ({user.Inbox.Find(4)!.ModSeq}))",
            $@"* 4 FETCH (UID 6 FLAGS (\Recent) MODSEQ ({user.Inbox.Find(6)!.ModSeq}))",
        ]);
    }

    [Fact]
    public async Task Only_what_the_client_knows_is_told()
    {
        await using var server = MailServer.Start();
        var (user, since) = Populate(server);
        await using var talk = await EnableAsync(server, user);
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({user.Inbox.UidValidity} {since} 1:2,5 (1,3 1,4)))")).Where(IsResync)
            .ShouldBe(["* VANISHED (EARLIER) 2"]);
        (await talk.AskAsync($"EXAMINE INBOX (QRESYNC ({user.Inbox.UidValidity} {since} (1,3 1,4)))")).Count(IsResync).ShouldBe(3);
    }

    [Fact]
    public async Task Under_another_UIDVALIDITY_nothing_is_told()
    {
        await using var server = MailServer.Start();
        var (user, since) = Populate(server);
        await using var talk = await EnableAsync(server, user);
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({user.Inbox.UidValidity - 1} {since}))")).ShouldNotContain(l => IsResync(l));
    }

    [Theory]
    [InlineData("(QRESYNC (1 1 1:*))")]
    [InlineData("(QRESYNC (1))")]
    [InlineData("(QRESYNC 1 1)")]
    [InlineData("(QRESYNC (1 1 1 (1)))")]
    [InlineData("(QRESYNC (1 99999999999999999999))")]
    [InlineData("(OTHER)")]
    public async Task What_is_no_parameter_is_refused(string parameters)
    {
        await using var server = MailServer.Start();
        var (user, _) = Populate(server);
        await using var talk = await EnableAsync(server, user);
        (await talk.AskAsync($"SELECT INBOX {parameters}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task It_must_be_enabled_first()
    {
        await using var server = MailServer.Start();
        var (user, since) = Populate(server);
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync($"SELECT INBOX (QRESYNC ({user.Inbox.UidValidity} {since}))")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task Once_it_is_enabled_messages_vanish()
    {
        await using var server = MailServer.Start();
        var (user, _) = Populate(server);
        await using var talk = await EnableAsync(server, user);
        await talk.AskAsync("SELECT INBOX");
        user.Inbox.Remove(1, 4, 5);
        user.Inbox.SetFlags(6, FlagSet.Of(@"\Flagged"));
        (await talk.AskAsync("NOOP")).ShouldBe(["* VANISHED 1,4:5", $@"* 1 FETCH (UID 6 FLAGS (\Flagged \Recent) MODSEQ ({user.Inbox.HighestModSeq}))", "OK done."]);
    }

    static bool IsResync(string line) => line.StartsWith("* VANISHED", StringComparison.Ordinal) || line.Contains(" FETCH ", StringComparison.Ordinal);

    static async Task<ImapTalk> EnableAsync(MailServer server, ServerUser user)
    {
        var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("ENABLE QRESYNC"))[0].ShouldBe("* ENABLED QRESYNC");
        return talk;
    }

    // Messages 1 to 5 are known up to the mod-sequence; then 2 and 3 go, 4 is read and 6 comes.
    static (ServerUser User, ulong Since) Populate(MailServer server)
    {
        var user = server.AddUser("dmartin");
        foreach (var subject in (string[])["one", "two", "three", "four", "five"]) user.Inbox.Add(Mail.Of(subject));
        var since = user.Inbox.HighestModSeq;
        user.Inbox.Remove(2, 3);
        user.Inbox.SetFlags(4, FlagSet.Of(@"\Seen"));
        user.Inbox.Add(Mail.Of("six"));
        return (user, since);
    }
}
