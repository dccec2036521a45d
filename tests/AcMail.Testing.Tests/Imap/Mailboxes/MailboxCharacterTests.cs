using AcMail.Testing.Tests.Support;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail.Testing.Tests.Imap.Mailboxes;

/// <summary>What a mailbox may forbid, or not promise.</summary>
public sealed class MailboxCharacterTests : IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start();
    readonly ServerUser _user;
    readonly ServerMailbox _archive;

    public MailboxCharacterTests()
    {
        _user = _server.AddUser("dmartin");
        _user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen", "work"));
        _archive = _user.CreateMailbox("Archive");
        _archive.Add(Mail.Of("two"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_mailbox_that_is_read_only_takes_nothing_and_gives_nothing_away()
    {
        _archive.IsReadOnly = true;
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        foreach (var command in new[] { "COPY 1 Archive", "MOVE 1 Archive", "APPEND Archive {3+}\r\nabc" })
            (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith("NO [NOPERM]");
        var selected = await talk.AskAsync("SELECT Archive");
        selected[^1].ShouldBe("OK [READ-ONLY] SELECT completed.");
        selected.ShouldContain("* OK [PERMANENTFLAGS ()] Read-only");
        foreach (var command in new[] { @"STORE 1 +FLAGS (\Seen)", "MOVE 1 INBOX", "EXPUNGE", "UID EXPUNGE 1" })
            (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith("NO ");
        (await talk.AskAsync("COPY 1 INBOX"))[^1].ShouldStartWith("OK [COPYUID");
        _archive.Messages.ShouldHaveSingleItem().Flags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Flags_that_do_not_last_are_dropped_whichever_way_they_come()
    {
        _archive.PermanentFlags = FlagSet.Of(@"\Seen", @"\Deleted");
        _archive.SetFlags(1, FlagSet.Of("old"));
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync("COPY 1 Archive");
        await talk.AskAsync("APPEND Archive (\\Flagged new) {3+}\r\nabc");
        (await talk.AskAsync("SELECT Archive")).ShouldContain(@"* OK [PERMANENTFLAGS (\Deleted \Seen)] Flags permitted");
        (await talk.AskAsync(@"STORE 1 +FLAGS (\Flagged new \Seen)"))[0].ShouldBe(@"* 1 FETCH (FLAGS (old \Seen \Recent))");
        (await talk.AskAsync("STORE 1 FLAGS ()"))[0].ShouldBe(@"* 1 FETCH (FLAGS (old \Recent))");
        _archive.Messages.Select(m => m.Flags.ToString()).ShouldBe(["old", @"\Seen", ""]);
    }

    [Fact]
    public async Task Keywords_may_be_made_where_a_star_says_so()
    {
        _archive.PermanentFlags = FlagSet.Of(@"\Seen", @"\*");
        await using var talk = await ImapTalk.SelectAsync(_server, _user, "Archive");
        (await talk.AskAsync(@"STORE 1 FLAGS (\Flagged \Seen new)"))[0].ShouldBe(@"* 1 FETCH (FLAGS (new \Seen \Recent))");
        (await talk.AskAsync("SELECT Archive")).ShouldContain(@"* OK [PERMANENTFLAGS (\Seen new \*)] Flags permitted");
    }

    [Fact]
    public async Task Exchange_makes_no_keywords_and_MailKit_sees_that()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Exchange);
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        using var client = await MailKitClient.ConnectAsync(server, user);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        client.Inbox.PermanentFlags.ShouldBe(
            MessageFlags.Seen | MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Deleted | MessageFlags.Draft);
        await client.Inbox.StoreAsync(0, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen, ["work"]));
        user.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of(@"\Seen"));
    }

    [Fact]
    public async Task UIDs_that_do_not_last_are_other_ones_in_every_session_and_named_by_no_response()
    {
        _archive.HasStickyUids = false;
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("COPY 1 Archive")).ShouldBe(["OK Copy completed."]);
        (await talk.AskAsync("APPEND Archive {3+}\r\nabc"))[^1].ShouldBe("OK done.");
        _archive.Remove(1);
        var before = _archive.UidValidity;
        var selected = await talk.AskAsync("SELECT Archive");
        selected.ShouldContain("* NO [UIDNOTSTICKY] UIDs do not last");
        selected.ShouldContain($"* OK [UIDVALIDITY {before + 1}] UIDs valid");
        (await talk.AskAsync("UID SEARCH ALL"))[0].ShouldBe("* SEARCH 1 2");
        using var client = await MailKitClient.ConnectAsync(_server, _user);
        var folder = await client.GetFolderAsync("Archive");
        await folder.OpenAsync(FolderAccess.ReadOnly);
        folder.UidValidity.ShouldBe(before + 2);
    }

    [Fact]
    public async Task A_mailbox_has_a_quota_root_of_its_own_where_it_has_limits()
    {
        _user.MessageLimit = 10;
        (_archive.StorageLimit, _archive.MessageLimit) = (4096, 2);
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("GETQUOTAROOT Archive")).SkipLast(1).ShouldBe(
        [
            "* QUOTAROOT Archive \"User quota\" \"Archive\"", "* QUOTA \"User quota\" (MESSAGE 2 10)",
            "* QUOTA \"Archive\" (STORAGE 1 4 MESSAGE 1 2)",
        ]);
        (await talk.AskAsync("GETQUOTAROOT INBOX"))[0].ShouldBe("* QUOTAROOT INBOX \"User quota\"");
        (await talk.AskAsync("GETQUOTA Archive"))[0].ShouldBe("* QUOTA \"Archive\" (STORAGE 1 4 MESSAGE 1 2)");
        (await talk.AskAsync("COPY 1 Archive"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("COPY 1 Archive"))[^1].ShouldStartWith("NO [OVERQUOTA]");
        (await talk.AskAsync("MOVE 1 Archive"))[^1].ShouldStartWith("NO [OVERQUOTA]");
        (await talk.AskAsync("APPEND Archive {3+}\r\nabc"))[^1].ShouldStartWith("NO [OVERQUOTA]");
        (await talk.AskAsync("APPEND INBOX {3+}\r\nabc"))[^1].ShouldStartWith("OK ");
        _archive.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task There_may_be_enough_mailboxes()
    {
        _user.MailboxLimit = 3;
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        (await talk.AskAsync("CREATE One"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("CREATE Two")).ShouldHaveSingleItem().ShouldStartWith("NO [LIMIT]");
        (await talk.AskAsync("DELETE One"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("CREATE Two"))[^1].ShouldStartWith("OK ");
    }

    [Theory]
    [InlineData("FETCH 1 MODSEQ")]
    [InlineData("FETCH 1 FLAGS (CHANGEDSINCE 1)")]
    [InlineData(@"STORE 1 (UNCHANGEDSINCE 1) FLAGS (\Seen)")]
    [InlineData("SEARCH MODSEQ 1")]
    public async Task Without_mod_sequences_what_needs_them_is_refused(string command)
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { HasModSequences = false }));
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        await using var talk = await ImapTalk.LoginAsync(server, user);
        await talk.AskAsync("ENABLE QRESYNC");
        var selected = await talk.AskAsync($"SELECT INBOX (QRESYNC ({user.Inbox.UidValidity} 1))");
        selected.ShouldContain("* OK [NOMODSEQ] No mod-sequences");
        selected.ShouldNotContain(l => l.Contains(" FETCH ", StringComparison.Ordinal));
        (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.AskAsync(@"STORE 1 +FLAGS (\Flagged)"))[0].ShouldBe(@"* 1 FETCH (UID 1 FLAGS (\Flagged \Recent))");
    }

    [Fact]
    public void A_mailbox_is_not_given_the_name_of_another()
    {
        Should.Throw<InvalidOperationException>(() => _user.RenameMailbox("Archive", "inbox"));
        Should.Throw<InvalidOperationException>(() => _user.RenameMailbox("Nothing", "Something"));
        _user.RenameMailbox("Archive", "Archive");
        _user.FindMailbox("Archive").ShouldBe(_archive);
    }
}
