using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Selection;

public sealed class SelectTests
{
    [Fact]
    public async Task What_is_selected_is_described()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen", "$Important"));
        user.Inbox.Add(Mail.Of("two"));
        await using var talk = await ImapTalk.LoginAsync(server, user);
        const string Flags = @"\Answered \Flagged \Deleted \Seen \Draft $Important";
        string[] common =
        [
            "* OK [UNSEEN 2] First unseen", $"* OK [UIDVALIDITY {user.Inbox.UidValidity}] UIDs valid", "* OK [UIDNEXT 3] Predicted next UID",
            "* OK [HIGHESTMODSEQ 3] Highest", $"* OK [MAILBOXID ({user.Inbox.Id})] Mailbox id",
        ];
        (await talk.AskAsync("EXAMINE INBOX")).ShouldBe(
            [$"* FLAGS ({Flags})", "* OK [PERMANENTFLAGS ()] Read-only", "* 2 EXISTS", "* 2 RECENT", .. common, "OK [READ-ONLY] EXAMINE completed."]);
        (await talk.AskAsync("SELECT inbox")).ShouldBe(
        [
            "* OK [CLOSED] The previous mailbox is closed.", $"* FLAGS ({Flags})", $@"* OK [PERMANENTFLAGS ({Flags} \*)] Flags permitted", "* 2 EXISTS",
            "* 2 RECENT", .. common, "OK [READ-WRITE] SELECT completed.",
        ]);
    }

    [Fact]
    public async Task A_message_is_recent_to_the_first_session_that_may_change_it_only()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        await using var reader = await ImapTalk.LoginAsync(server, user);
        await using var first = await ImapTalk.LoginAsync(server, user);
        await using var second = await ImapTalk.LoginAsync(server, user);
        (await reader.AskAsync("EXAMINE INBOX")).ShouldContain("* 1 RECENT");
        (await first.AskAsync("SELECT INBOX")).ShouldContain("* 1 RECENT");
        (await second.AskAsync("SELECT INBOX")).ShouldContain("* 0 RECENT");
        user.Inbox.Add(Mail.Of("two"));
        (await second.AskAsync("NOOP")).ShouldBe(["* 2 EXISTS", "* 1 RECENT", "OK done."]);
        (await first.AskAsync("NOOP")).ShouldBe(["* 2 EXISTS", "* 1 RECENT", "OK done."]);
    }

    [Fact]
    public async Task A_failed_SELECT_leaves_nothing_selected()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.SelectAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("SELECT Nothing"))[^1].ShouldStartWith("NO [NONEXISTENT]");
        (await talk.AskAsync("CHECK"))[^1].ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task CLOSE_expunges_silently_and_UNSELECT_does_not()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Deleted"));
        user.Inbox.Add(Mail.Of("two"));
        await using var talk = await ImapTalk.SelectAsync(server, user);
        (await talk.AskAsync("UNSELECT")).ShouldBe(["OK done."]);
        user.Inbox.Messages.Count.ShouldBe(2);
        await talk.AskAsync("EXAMINE INBOX");
        (await talk.AskAsync("CLOSE")).ShouldBe(["OK done."]);
        user.Inbox.Messages.Count.ShouldBe(2);
        await talk.AskAsync("ENABLE QRESYNC");
        await talk.AskAsync("SELECT INBOX");
        (await talk.AskAsync("CLOSE")).ShouldBe([$"OK [HIGHESTMODSEQ {user.Inbox.HighestModSeq}] done."]);
        user.Inbox.Messages.ShouldHaveSingleItem().Uid.ShouldBe(2u);
    }

    [Fact]
    public async Task IMAP4rev2_knows_no_recent_messages_and_tells_the_name()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        await using var talk = await ImapTalk.LoginAsync(server, user);
        await talk.AskAsync("ENABLE IMAP4rev2");
        var answer = await talk.AskAsync("SELECT INBOX");
        answer.ShouldContain("* LIST () \"/\" INBOX");
        answer.ShouldNotContain(l => l.Contains("RECENT") || l.Contains("UNSEEN"));
        (await talk.AskAsync("STATUS INBOX (RECENT)"))[^1].ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task A_mailbox_without_mod_sequences_says_so()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { HasModSequences = false }));
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("SELECT INBOX")).ShouldContain(l => l.StartsWith("* OK [NOMODSEQ]"));
    }

    [Fact]
    public async Task A_mailbox_of_100_000_messages_is_selected_at_once()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        var content = Mail.Of("one");
        for (var i = 0; i < 100_000; i++) user.Inbox.Add(content);
        await using var talk = await ImapTalk.LoginAsync(server, user);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await talk.AskAsync("SELECT INBOX")).ShouldContain("* 100000 EXISTS");
        user.Inbox.Remove(Enumerable.Range(1, 50_000).Select(i => (uint)i * 2));
        (await talk.AskAsync("NOOP")).Count.ShouldBe(50_001);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
