using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Fetch;

public sealed class FetchTests : IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start();
    readonly ServerUser _user;

    public FetchTests() => _user = _server.AddUser("dmartin");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_flags_the_date_and_the_size_are_told()
    {
        _user.Inbox.Add("Subject: x\r\n\r\n"u8.ToArray(), FlagSet.Of(@"\Seen", "work"), new DateTimeOffset(2026, 9, 7, 9, 5, 1, TimeSpan.FromHours(2)));
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("FETCH 1 FAST")).ShouldBe(
            [@"* 1 FETCH (FLAGS (work \Seen \Recent) INTERNALDATE "" 7-Sep-2026 09:05:01 +0200"" RFC822.SIZE 14)", "OK Fetch completed."]);
    }

    [Theory]
    [InlineData("BODY.PEEK[HEADER]", "BODY[HEADER] {23}\r\nSubject: x\r\nTo: a@b\r\n\r\n")]
    [InlineData("body.peek[text]", "BODY[TEXT] {4}\r\none\n")]
    [InlineData("BODY.PEEK[]<2.5>", "BODY[]<2> \"bject\"")]
    [InlineData("BODY.PEEK[TEXT]<99.5>", "BODY[TEXT]<99> \"\"")]
    [InlineData("BODY.PEEK[HEADER.FIELDS (TO Cc)]", "BODY[HEADER.FIELDS (TO Cc)] {11}\r\nTo: a@b\r\n\r\n")]
    [InlineData("BODY.PEEK[HEADER.FIELDS.NOT (to)]", "BODY[HEADER.FIELDS.NOT (to)] {14}\r\nSubject: x\r\n\r\n")]
    [InlineData("BODY.PEEK[1]", "BODY[1] {4}\r\none\n")]
    [InlineData("BODY.PEEK[1.MIME]", "BODY[1.MIME] {23}\r\nSubject: x\r\nTo: a@b\r\n\r\n")]
    [InlineData("BODY.PEEK[2]", "BODY[2] NIL")]
    [InlineData("BODY.PEEK[1.HEADER]", "BODY[1.HEADER] NIL")]
    [InlineData("RFC822.HEADER", "RFC822.HEADER {23}\r\nSubject: x\r\nTo: a@b\r\n\r\n")]
    public async Task A_section_is_cut_out_of_the_octets(string item, string response)
    {
        _user.Inbox.Add("Subject: x\r\nTo: a@b\r\n\r\none\n"u8.ToArray());
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"FETCH 1 {item}"))[0].ShouldBe($"* 1 FETCH ({response})");
        _user.Inbox.Messages[0].Flags.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BODY[]")]
    [InlineData("RFC822")]
    [InlineData("RFC822.TEXT")]
    [InlineData("BODY[HEADER]<0.1>")]
    public async Task Fetching_without_PEEK_sets_Seen_and_says_so(string item)
    {
        _user.Inbox.Add(SampleMessages.Plain);
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"FETCH 1 {item}"))[0].ShouldEndWith(@" FLAGS (\Seen \Recent))");
        _user.Inbox.Messages[0].Flags.ShouldContain(@"\Seen");
        (await talk.AskAsync($"FETCH 1 {item}"))[0].ShouldNotContain("FLAGS");
    }

    [Fact]
    public async Task Nothing_is_set_in_a_mailbox_that_was_only_examined()
    {
        _user.Inbox.Add(SampleMessages.Plain);
        await using var talk = await ImapTalk.LoginAsync(_server, _user);
        await talk.AskAsync("EXAMINE INBOX");
        (await talk.AskAsync("FETCH 1 BODY[]"))[0].ShouldNotContain("FLAGS");
        _user.Inbox.Messages[0].Flags.ShouldBeEmpty();
    }

    [Fact]
    public async Task UID_FETCH_names_the_UID_and_passes_over_what_is_not_there()
    {
        for (var i = 0; i < 4; i++) _user.Inbox.Add(SampleMessages.Plain);
        _user.Inbox.Remove(1, 3);
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync("UID FETCH 1:3,4:99 (RFC822.SIZE)")).Count.ShouldBe(3);
        (await talk.AskAsync("UID FETCH * (UID)"))[0].ShouldBe("* 2 FETCH (UID 4)");
        (await talk.AskAsync("UID FETCH 3 FLAGS")).ShouldBe(["OK Fetch completed."]);
    }

    [Theory]
    [InlineData("1 (ALL)")]
    [InlineData("1 NOTHING")]
    [InlineData("1 BODY[MIME]")]
    [InlineData("1 BODY[0]")]
    [InlineData("1 BODY[1.FIELDS]")]
    [InlineData("1 BODY[]<0.0>")]
    [InlineData("1 BODY[]<0>")]
    [InlineData("1 ()")]
    [InlineData("1 FLAGS (CHANGEDSINCE 1 VANISHED)")]
    [InlineData("2 FLAGS")]
    [InlineData("0 FLAGS")]
    [InlineData("1 X-GM-LABELS")]
    [InlineData("1")]
    public async Task What_the_grammar_does_not_allow_is_BAD(string arguments)
    {
        _user.Inbox.Add(SampleMessages.Plain);
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        (await talk.AskAsync($"FETCH {arguments}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task A_message_that_another_client_expunged_can_be_fetched_until_that_is_told()
    {
        _user.Inbox.Add("Subject: x\r\n\r\ny"u8.ToArray());
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        _user.Inbox.Remove(1);
        (await talk.AskAsync("FETCH 1 BODY[TEXT]")).ShouldBe(["* 1 FETCH (BODY[TEXT] \"y\")", "OK Fetch completed."]);
        (await talk.AskAsync("NOOP"))[0].ShouldBe("* 1 EXPUNGE");
    }

    [Fact]
    public async Task Identifiers_stay_with_the_message_and_the_thread()
    {
        _user.CreateMailbox("Copies");
        _user.Inbox.Add(SampleMessages.Octets("Message-ID: <root@x>\n\n"));
        _user.Inbox.Add(SampleMessages.Octets("Message-ID: <leaf@x>\nReferences: <root@x> <other@x>\n\n"));
        await using var talk = await ImapTalk.SelectAsync(_server, _user);
        await talk.AskAsync("COPY 1:2 Copies");
        var there = await talk.AskAsync("FETCH 1:2 (EMAILID THREADID)");
        await talk.AskAsync("SELECT Copies");
        (await talk.AskAsync("FETCH 1:2 (EMAILID THREADID)")).ShouldBe(there);
        there[0].Split("THREADID")[1].ShouldBe(there[1].Split("THREADID")[1]);
        there[0].Split("EMAILID")[1].ShouldNotBe(there[1].Split("EMAILID")[1]);
    }
}
