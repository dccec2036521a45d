using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Store;

public sealed class TransferTests : IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start();
    readonly ServerUser _user;
    readonly ServerMailbox _archive;

    public TransferTests()
    {
        _user = _server.AddUser("dmartin");
        _archive = _user.CreateMailbox("Archive");
        for (var i = 0; i < 4; i++) _user.Inbox.Add(SampleMessages.Plain, FlagSet.Of(@"\Seen", "work"));
        _archive.Add(SampleMessages.Nested);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_copy_keeps_flags_date_octets_and_EMAILID()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("COPY 2:3 Archive")).ShouldBe([$"OK [COPYUID {_archive.UidValidity} 2:3 2:3] Copy completed."]);
        var (original, copy) = (_user.Inbox.Messages[1], _archive.Messages[1]);
        copy.ShouldBe(original with { Uid = copy.Uid, ModSeq = copy.ModSeq });
    }

    [Fact]
    public async Task A_missing_target_is_to_be_created_first()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("COPY 1 Nowhere"))[0].ShouldStartWith("NO [TRYCREATE]");
        (await talk.AskAsync("MOVE 1 Nowhere"))[0].ShouldStartWith("NO [TRYCREATE]");
        _user.Inbox.Messages.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_copy_that_exceeds_the_quota_copies_nothing()
    {
        _user.MessageLimit = 6;
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("COPY 1:4 Archive"))[0].ShouldStartWith("NO [OVERQUOTA]");
        _archive.Messages.Count.ShouldBe(1);
        (await talk.AskAsync("MOVE 1:4 Archive"))[^1].ShouldStartWith("OK");
        _archive.Messages.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("COPY")]
    [InlineData("MOVE")]
    public async Task Messages_that_went_meanwhile_are_passed_over_by_UID_and_refused_by_number(string command)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        _user.Inbox.Remove(2);
        (await talk.AskAsync($"{command} 1:3 Archive")).ShouldBe(["* 2 EXPUNGE", "NO [EXPUNGEISSUED] Some of the messages are not there any more."]);
        _archive.Messages.Count.ShouldBe(1);
        _user.Inbox.Remove(3);
        (await talk.AskAsync($"UID {command} 1:4 Archive")).ShouldContain(l => l.Contains($"[COPYUID {_archive.UidValidity} 1,4 2:3]"));
        (await talk.AskAsync($"UID {command} 2:3 Archive"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task Dovecot_refuses_by_UID_too_until_the_session_has_been_told()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Dovecot);
        var user = server.AddUser("dmartin");
        for (var i = 0; i < 3; i++) user.Inbox.Add(SampleMessages.Plain);
        await using var talk = await ImapTalk.SelectAsync(server, user);
        user.Inbox.Remove(2);
        (await talk.AskAsync("UID MOVE 1:3 Trash"))[^1].ShouldStartWith("NO [EXPUNGEISSUED]");
        user.FindMailbox("Trash")!.Messages.ShouldBeEmpty();
        (await talk.AskAsync("UID MOVE 1:3 Trash"))[^1].ShouldStartWith("OK ");
        user.FindMailbox("Trash")!.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_move_says_where_the_messages_went_before_it_expunges_them()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("UID MOVE 2,4 Archive")).ShouldBe(
            [$"* OK [COPYUID {_archive.UidValidity} 2,4 2:3] Moved", "* 2 EXPUNGE", "* 3 EXPUNGE", "OK Move completed."]);
        _user.Inbox.Messages.Select(m => m.Uid).ShouldBe([1u, 3u]);
    }

    [Fact]
    public async Task With_QRESYNC_a_move_tells_UIDs_that_vanished()
    {
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("ENABLE QRESYNC");
        await talk.AskAsync("SELECT INBOX");
        var said = await talk.AskAsync("MOVE 1:2 Archive");
        said[1].ShouldBe("* VANISHED 1:2");
        said[2].ShouldBe($"OK [HIGHESTMODSEQ {_user.Inbox.HighestModSeq}] Move completed.");
    }

    [Fact]
    public async Task Without_UIDPLUS_and_MOVE_neither_is_there()
    {
        _server.Profile = _server.Profile with { Imap = _server.Profile.Imap.Without("UIDPLUS", "MOVE") };
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("COPY 1 Archive")).ShouldBe(["OK Copy completed."]);
        (await talk.AskAsync("MOVE 1 Archive"))[0].ShouldStartWith("BAD");
        (await talk.AskAsync("UID EXPUNGE 1"))[0].ShouldStartWith("BAD");
    }

    [Fact]
    public async Task EXPUNGE_takes_all_that_are_deleted_and_UID_EXPUNGE_those_named()
    {
        foreach (var uid in new uint[] { 1, 2, 4 }) _user.Inbox.SetFlags(uid, FlagSet.Of(@"\Deleted"));
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("UID EXPUNGE 2:3")).ShouldBe(["* 2 EXPUNGE", "OK Expunge completed."]);
        (await talk.AskAsync("EXPUNGE")).ShouldBe(["* 1 EXPUNGE", "* 2 EXPUNGE", "OK Expunge completed."]);
        _user.Inbox.Messages.Select(m => m.Uid).ShouldBe([3u]);
    }

    [Fact]
    public async Task Another_session_keeps_its_numbers_while_it_fetches_stores_and_searches()
    {
        await using var other = await ImapTalk.SelectAsync(_server, _user);
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync("MOVE 1:2 Archive");
        (await other.AskAsync("FETCH 3 UID")).ShouldBe(["* 3 FETCH (UID 3)", "OK Fetch completed."]);
        (await other.AskAsync("SEARCH ALL"))[0].ShouldBe("* SEARCH 1 2 3 4");
        (await other.AskAsync(@"STORE 4 +FLAGS.SILENT (\Seen)")).ShouldBe(["OK Store completed."]);
        (await other.AskAsync("UID FETCH 3 UID")).ShouldContain("* 1 EXPUNGE");
        (await other.AskAsync("FETCH 1 UID"))[0].ShouldBe("* 1 FETCH (UID 3)");
    }

    [Fact]
    public async Task A_read_only_mailbox_gives_nothing_away()
    {
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("EXAMINE INBOX");
        (await talk.AskAsync("MOVE 1 Archive"))[0].ShouldStartWith("NO ");
        (await talk.AskAsync("EXPUNGE"))[0].ShouldStartWith("NO ");
        (await talk.AskAsync("COPY 1 Archive"))[0].ShouldStartWith("OK ");
    }
}
