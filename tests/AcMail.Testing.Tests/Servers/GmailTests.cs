using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Servers;

public sealed class GmailTests : IAsyncDisposable
{
    const string AllMail = "\"[Gmail]/Tous les messages\"";

    readonly MailServer _server = MailServer.Start(o => o.Profile = ServerProfile.Gmail);
    readonly ServerUser _user;

    public GmailTests()
    {
        _user = _server.AddUser("dmartin");
        _user.Inbox.Add(SampleMessages.Plain);
        _user.CreateMailbox("Élèves");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task All_Mail_shows_what_is_delivered_elsewhere_and_its_labels()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user, AllMail);
        var answer = (await talk.AskAsync("FETCH 1 (X-GM-MSGID X-GM-THRID X-GM-LABELS)"))[0];
        answer.ShouldContain("X-GM-LABELS (\"\\\\Inbox\")");
        await talk.AskAsync("SELECT INBOX");
        (await talk.AskAsync("FETCH 1 (X-GM-MSGID X-GM-THRID X-GM-LABELS)"))[0]
            .ShouldBe(answer.Replace("\"\\\\Inbox\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_label_is_a_mailbox_and_taking_it_off_takes_the_message_out()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("UID STORE 1 +X-GM-LABELS (&AMk-l&AOg-ves \"\\\\Sent\")"))[0]
            .ShouldBe("* 1 FETCH (UID 1 X-GM-LABELS (\"\\\\Sent\" &AMk-l&AOg-ves))");
        _user.FindMailbox("Élèves")!.Messages.ShouldHaveSingleItem().EmailId.ShouldBe(_user.Inbox.Messages[0].EmailId);
        _user.FindMailbox("[Gmail]/Messages envoyés")!.Messages.Count.ShouldBe(1);
        await talk.AskAsync("STORE 1 -X-GM-LABELS.SILENT (&AMk-l&AOg-ves)");
        _user.FindMailbox("Élèves")!.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Flags_are_the_messages_own()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync(@"STORE 1 +FLAGS (\Seen)");
        await talk.AskAsync($"SELECT {AllMail}");
        (await talk.AskAsync("FETCH 1 FLAGS"))[0].ShouldContain(@"\Seen");
    }

    [Fact]
    public async Task Expunging_from_a_label_leaves_the_message_in_All_Mail()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync(@"STORE 1 +FLAGS.SILENT (\Deleted)");
        await talk.AskAsync("UID EXPUNGE 1");
        (await talk.AskAsync($"SELECT {AllMail}")).ShouldContain("* 1 EXISTS");
        (await talk.AskAsync("FETCH 1 X-GM-LABELS"))[0].ShouldEndWith("X-GM-LABELS ())");
    }

    [Fact]
    public async Task What_is_moved_to_the_bin_is_nowhere_else()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync("MOVE 1 [Gmail]/Corbeille");
        (await talk.AskAsync($"SELECT {AllMail}")).ShouldContain("* 0 EXISTS");
        _user.FindMailbox("[Gmail]/Corbeille")!.Messages.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("X-GM-RAW \"rfc822msgid:<plain@example.org> is:unread\"", "* SEARCH 1")]
    [InlineData("X-GM-RAW \"rendez-vous -is:starred from:martin\"", "* SEARCH 1")]
    [InlineData("X-GM-RAW subject:autre", "* SEARCH")]
    [InlineData("X-GM-LABELS \\Inbox", "* SEARCH 1")]
    public async Task Its_own_keys_search(string keys, string found)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user, AllMail);
        (await talk.AskAsync($"SEARCH {keys}"))[0].ShouldBe(found);
    }

    [Fact]
    public async Task From_All_Mail_a_message_goes_by_way_of_the_bin_only()
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user, AllMail);
        await talk.AskAsync(@"STORE 1 +FLAGS.SILENT (\Deleted)");
        (await talk.AskAsync("UID EXPUNGE 1")).ShouldBe(["OK Expunge completed."]);
        await talk.AskAsync("CLOSE");
        (await talk.AskAsync($"SELECT {AllMail}")).ShouldContain("* 1 EXISTS");
        (await talk.AskAsync("UID MOVE 1 &AMk-l&AOg-ves"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("FETCH 1 X-GM-LABELS"))[0].ShouldBe("* 1 FETCH (X-GM-LABELS (\"\\\\Inbox\" &AMk-l&AOg-ves))");
        (await talk.AskAsync("UID MOVE 1 [Gmail]/Corbeille")).ShouldContain("* 1 EXPUNGE");
        _user.Inbox.Messages.ShouldBeEmpty();
        await talk.AskAsync("SELECT [Gmail]/Corbeille");
        await talk.AskAsync(@"STORE 1 +FLAGS.SILENT (\Deleted)");
        (await talk.AskAsync("EXPUNGE")).ShouldContain("* 1 EXPUNGE");
        _user.Mailboxes.SelectMany(m => m.Messages).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("inbox")]
    [InlineData("[Gmail]/Spam")]
    public async Task A_label_of_the_name_of_a_mailbox_is_that_mailbox(string label)
    {
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"STORE 1 +X-GM-LABELS ({label})"))[^1].ShouldStartWith("OK ");
        _server.UnhandledErrors.ShouldBeEmpty();
    }
}
