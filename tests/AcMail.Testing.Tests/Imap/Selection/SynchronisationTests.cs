using AcMail.Testing.Tests.Support;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Selection;

public sealed class SynchronisationTests
{
    [Fact]
    public async Task A_session_is_told_after_each_command_what_others_did()
    {
        await using var server = MailServer.Start();
        var user = Populate(server);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        user.Inbox.Remove(1, 3);
        user.Inbox.SetFlags(4, FlagSet.Of(@"\Seen", "kw"));
        user.Inbox.Add(Mail.Of("five"));
        (await talk.AskAsync("NOOP")).ShouldBe(
        [
            "* 1 EXPUNGE", "* 2 EXPUNGE", @"* FLAGS (\Answered \Flagged \Deleted \Seen \Draft kw)",
            @"* OK [PERMANENTFLAGS (\Answered \Flagged \Deleted \Seen \Draft kw \*)] Flags permitted", "* 3 EXISTS", "* 3 RECENT",
            @"* 2 FETCH (FLAGS (kw \Seen \Recent))", "OK done.",
        ]);
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
    }

    [Fact]
    public async Task Mod_sequences_are_told_once_CONDSTORE_is_on()
    {
        await using var server = MailServer.Start();
        var user = Populate(server);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        (await talk.AskAsync("ENABLE CONDSTORE")).ShouldContain($"* OK [HIGHESTMODSEQ {user.Inbox.HighestModSeq}] Highest");
        user.Inbox.SetFlags(2, FlagSet.Of(@"\Seen"));
        (await talk.AskAsync("NOOP"))[0].ShouldBe($@"* 2 FETCH (FLAGS (\Seen \Recent) MODSEQ ({user.Inbox.HighestModSeq}))");
    }

    [Fact]
    public async Task A_message_that_came_and_went_unseen_is_not_told()
    {
        await using var server = MailServer.Start();
        var user = Populate(server);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        user.Inbox.Remove(user.Inbox.Add(Mail.Of("five")).Uid);
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
    }

    [Fact]
    public async Task A_session_ends_when_the_UIDVALIDITY_changes_under_it()
    {
        await using var server = MailServer.Start();
        var user = Populate(server);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        user.Inbox.ChangeUidValidity(7);
        (await talk.AskAsync("NOOP"))[0].ShouldStartWith("* BYE");
    }

    [Fact]
    public async Task An_idle_session_is_told_as_things_happen()
    {
        await using var server = MailServer.Start();
        var user = Populate(server);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        await talk.SendAsync("i IDLE\r\n");
        (await talk.ReadAsync()).ShouldBe("+ idling");
        user.Inbox.Add(Mail.Of("five"));
        (await talk.ReadAsync()).ShouldBe("* 5 EXISTS");
        (await talk.ReadAsync()).ShouldBe("* 5 RECENT");
        user.Inbox.Remove(2);
        (await talk.ReadAsync()).ShouldBe("* 2 EXPUNGE");
        user.Inbox.SetFlags(1, FlagSet.Of(@"\Flagged"));
        (await talk.ReadAsync()).ShouldBe(@"* 1 FETCH (FLAGS (\Flagged \Recent))");
        await talk.SendAsync("DO");
        await talk.SendAsync("NE\r\nn NOOP\r\n");
        (await talk.ReadToAsync("i")).ShouldHaveSingleItem().ShouldStartWith("OK ");
        (await talk.ReadToAsync("n")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Theory]
    [InlineData("STOP\r\n")]
    [InlineData("\r\n")]
    public async Task An_idle_session_ends_with_DONE_only(string line)
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.SelectAsync(server, Populate(server));
        await talk.SendAsync($"i IDLE\r\n{line}");
        (await talk.ReadToAsync("i"))[^1].ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task A_client_may_go_while_it_is_idle()
    {
        var server = MailServer.Start();
        await using (var talk = await ImapTalk.SelectAsync(server, Populate(server))) await talk.SendAsync("i IDLE\r\n");
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void The_view_follows_the_mailbox_through_any_changes() =>
        Gen.Select(Gen.Int[0, 3], Gen.UInt[1, 30], Gen.Bool).Array[0, 60].Sample(steps =>
        {
            var user = new ServerUser("dmartin", "secret", [], TimeProvider.System);
            for (var i = 0; i < 10; i++) user.Inbox.Add(Mail.Of("one"));
            var view = new SelectedMailbox(user.Inbox, isReadOnly: false);
            var mirror = view.Uids.ToList();
            foreach (var (what, uid, withExpunges) in steps)
            {
                if (what == 0) user.Inbox.Add(Mail.Of("one"));
                if (what == 1) user.Inbox.Remove(uid);
                if (what == 2) user.Inbox.SetFlags(uid, FlagSet.Of($"kw{uid % 3}"));
                if (what == 3) Follow(view, mirror, withExpunges);
            }

            Follow(view, mirror, withExpunges: true);
            mirror.ShouldBe(user.Inbox.Messages.Select(m => m.Uid));
            view.Refresh(true).ShouldBe(ViewChange.None);
        });

    // What a client does with the responses.
    static void Follow(SelectedMailbox view, List<uint> mirror, bool withExpunges)
    {
        var change = view.Refresh(withExpunges);
        if (!withExpunges) change.Expunged.ShouldBeEmpty();
        foreach (var (number, uid) in change.Expunged)
        {
            mirror[(int)number - 1].ShouldBe(uid);
            mirror.RemoveAt((int)number - 1);
        }

        if (change.HasArrivals) mirror.AddRange(view.Uids.Skip(mirror.Count));
        mirror.ShouldBe(view.Uids);
        change.Changed.ShouldAllBe(m => view.NumberOf(m.Uid) > 0);
    }

    static ServerUser Populate(MailServer server)
    {
        var user = server.AddUser("dmartin");
        foreach (var subject in (string[])["one", "two", "three", "four"]) user.Inbox.Add(Mail.Of(subject));
        return user;
    }
}
