using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Store;

public sealed class StoreTests : IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start();
    readonly ServerUser _user;

    public StoreTests()
    {
        _user = _server.AddUser("dmartin");
        for (var i = 0; i < 3; i++) _user.Inbox.Add(SampleMessages.Plain, FlagSet.Of(@"\Seen"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(@"+FLAGS (\Flagged work)", @"work \Flagged \Seen")]
    [InlineData(@"+FLAGS \Flagged work", @"work \Flagged \Seen")]
    [InlineData(@"-FLAGS (\Seen \Draft)", "")]
    [InlineData(@"FLAGS (\Answered)", @"\Answered")]
    [InlineData("FLAGS ()", "")]
    public async Task Flags_are_added_removed_and_replaced(string change, string result)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync("FETCH 1 FLAGS");
        var answer = await talk.AskAsync($"STORE 2 {change}");
        answer[0].ShouldBe($@"* 2 FETCH (FLAGS ({$@"{result} \Recent".Trim()}))");
        answer[^1].ShouldBe("OK Store completed.");
        _user.Inbox.Messages[1].Flags.ToString().ShouldBe(result);
    }

    [Fact]
    public async Task A_silent_STORE_tells_nothing()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync(@"UID STORE 1:3 +FLAGS.SILENT (\Flagged)")).ShouldBe(["OK Store completed."]);
        _user.Inbox.Messages.ShouldAllBe(m => m.Flags.Contains(@"\Flagged"));
    }

    [Theory]
    [InlineData("SELECT INBOX", "* 1 FETCH (UID 1 FLAGS (other \\Flagged \\Recent))")]
    [InlineData("SELECT INBOX (CONDSTORE)", "* 1 FETCH (UID 1 FLAGS (other \\Flagged \\Recent) MODSEQ (6))")]
    public async Task A_silent_STORE_tells_of_what_others_did_to_its_messages(string select, string told)
    {
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync(select);
        _user.Inbox.SetFlags(1, FlagSet.Of("other"));
        var answer = await talk.AskAsync(@"UID STORE 1:2 +FLAGS.SILENT (\Flagged)");
        answer.ShouldContain(told);
        answer.ShouldNotContain(l => l.StartsWith("* 2 ", StringComparison.Ordinal) && l.Contains("FLAGS (", StringComparison.Ordinal));
        (await talk.AskAsync("NOOP")).Where(l => l.Contains(" FETCH ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_CONDSTORE_even_a_silent_STORE_tells_the_mod_sequence()
    {
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("SELECT INBOX (CONDSTORE)");
        (await talk.AskAsync(@"UID STORE 2 +FLAGS.SILENT (\Flagged)"))[0].ShouldBe($"* 2 FETCH (UID 2 MODSEQ ({_user.Inbox.HighestModSeq}))");
    }

    [Theory]
    [InlineData("STORE 1:3", "MODIFIED 1,3")]
    [InlineData("UID STORE 2:4", "MODIFIED 2,4")]
    public async Task UNCHANGEDSINCE_leaves_alone_what_has_changed_and_names_it(string command, string code)
    {
        _user.Inbox.Remove(1);
        _user.Inbox.Add(SampleMessages.Plain, FlagSet.Of(@"\Seen"));
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        var since = _user.Inbox.HighestModSeq;
        _user.Inbox.SetFlags(2, FlagSet.Of("other"));
        _user.Inbox.SetFlags(4, FlagSet.Of("other"));
        var answer = await talk.AskAsync($@"{command} (UNCHANGEDSINCE {since}) +FLAGS (\Flagged)");
        answer[^1].ShouldStartWith($"OK [{code}]");
        answer.ShouldContain(l => l.Contains(@"FETCH (") && l.Contains($"MODSEQ ({_user.Inbox.HighestModSeq})") && l.StartsWith("* 2 "));
        _user.Inbox.Messages.Select(m => m.Flags.Contains(@"\Flagged")).ShouldBe([false, true, false]);
    }

    [Theory]
    [InlineData(@"1 +FLAGS (\Recent)")]
    [InlineData(@"1 +FLAGS (\Unknown)")]
    [InlineData(@"1 *FLAGS (\Seen)")]
    [InlineData(@"4 +FLAGS (\Seen)")]
    [InlineData(@"1 (UNCHANGEDSINCE) FLAGS ()")]
    [InlineData("1 +X-GM-LABELS (a)")]
    [InlineData("1 FLAGS")]
    public async Task What_the_grammar_does_not_allow_is_BAD(string arguments)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"STORE {arguments}"))[^1].ShouldStartWith("BAD ");
        _user.Inbox.Messages.ShouldAllBe(m => m.Flags.ToString() == @"\Seen");
    }

    [Fact]
    public async Task Nothing_is_stored_in_a_mailbox_that_was_only_examined()
    {
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("EXAMINE INBOX");
        (await talk.AskAsync(@"STORE 1 +FLAGS (\Flagged)")).ShouldHaveSingleItem().ShouldStartWith("NO ");
    }

    [Fact]
    public async Task Another_session_is_told_the_new_flags()
    {
        await using var other = await ImapTalk.SelectAsync(_server, _user);
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync(@"STORE 2 +FLAGS.SILENT (\Flagged)");
        (await other.AskAsync("NOOP")).ShouldContain(@"* 2 FETCH (FLAGS (\Flagged \Seen \Recent))");
        (await talk.AskAsync("NOOP")).ShouldBe(["OK done."]);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_not_changed()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        _user.Inbox.Remove(2);
        (await talk.AskAsync(@"STORE 1:3 +FLAGS.SILENT (\Flagged)"))[^1].ShouldStartWith("NO [EXPUNGEISSUED]");
        _user.Inbox.Messages.ShouldAllBe(m => m.Flags.Contains(@"\Flagged"));
    }
}
