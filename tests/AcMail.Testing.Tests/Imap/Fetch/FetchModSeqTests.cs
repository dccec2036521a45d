using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Fetch;

public sealed class FetchModSeqTests : IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start();
    readonly ServerUser _user;

    public FetchModSeqTests()
    {
        _user = _server.AddUser("dmartin");
        for (var i = 0; i < 5; i++) _user.Inbox.Add(SampleMessages.Plain);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task CHANGEDSINCE_gives_what_changed_with_its_mod_sequence()
    {
        var before = _user.Inbox.HighestModSeq;
        _user.Inbox.SetFlags(3, FlagSet.Of(@"\Flagged"));
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"FETCH 1:* FLAGS (CHANGEDSINCE {before})")).Where(l => l.StartsWith('*')).ShouldContain(
            $@"* 3 FETCH (FLAGS (\Flagged \Recent) MODSEQ ({before + 1}))");
        (await talk.AskAsync($"FETCH 1:* FLAGS (CHANGEDSINCE {before + 1})")).ShouldBe(["OK Fetch completed."]);
    }

    [Fact]
    public async Task VANISHED_names_what_was_expunged_since_and_only_that()
    {
        _user.Inbox.Remove(1);
        var before = _user.Inbox.HighestModSeq;
        _user.Inbox.Remove(2);
        _user.Inbox.Remove(4, 5);
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("ENABLE QRESYNC");
        await talk.AskAsync("SELECT INBOX");
        (await talk.AskAsync($"UID FETCH 1:* (FLAGS) (CHANGEDSINCE {before} VANISHED)"))[0].ShouldBe("* VANISHED (EARLIER) 2,4:5");
        (await talk.AskAsync($"UID FETCH 1:3 (FLAGS) (CHANGEDSINCE {before} VANISHED)"))[0].ShouldBe("* VANISHED (EARLIER) 2");
    }

    [Fact]
    public async Task What_vanishes_while_the_mailbox_is_selected_is_told_once()
    {
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("ENABLE QRESYNC");
        await talk.AskAsync("SELECT INBOX");
        var before = _user.Inbox.HighestModSeq;
        _user.Inbox.Remove(2);
        var said = await talk.AskAsync($"UID FETCH 1:* (FLAGS) (CHANGEDSINCE {before} VANISHED)");
        said.ShouldBe(["* VANISHED 2", "OK Fetch completed."]);
    }

    [Fact]
    public async Task Without_CONDSTORE_there_is_no_mod_sequence()
    {
        _server.Profile = _server.Profile with { Imap = _server.Profile.Imap.Without("CONDSTORE") };
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("FETCH 1 MODSEQ"))[0].ShouldStartWith("BAD");
        (await talk.AskAsync("FETCH 1 FLAGS (CHANGEDSINCE 1)"))[0].ShouldStartWith("BAD");
    }
}
