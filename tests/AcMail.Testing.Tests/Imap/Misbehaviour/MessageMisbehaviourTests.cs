using AcMail.Testing.Tests.Support;
using static AcMail.Testing.ImapMisbehaviour;

namespace AcMail.Testing.Tests.Imap.Misbehaviour;

public sealed class MessageMisbehaviourTests
{
    [Theory]
    [InlineData(FetchSkips, "* 1 FETCH (UID 1)|* 3 FETCH (UID 3)")]
    [InlineData(FetchUnordered, "* 4 FETCH (UID 4)|* 3 FETCH (UID 3)|* 2 FETCH (UID 2)|* 1 FETCH (UID 1)")]
    [InlineData(FetchWrongNumbers, "* 2 FETCH (UID 1)|* 3 FETCH (UID 2)|* 4 FETCH (UID 3)|* 5 FETCH (UID 4)")]
    public async Task Lines_of_FETCH(ImapMisbehaviour misbehaviour, string lines)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 1:* UID")).ShouldBe([.. lines.Split('|'), "OK Fetch completed."]);
    }

    [Theory]
    [InlineData(FetchSkips, "* 1 FETCH (UID 1)|* 3 FETCH (UID 3)|* 4 FETCH (UID 4)")]
    [InlineData(FetchRepeats, "* 1 FETCH (UID 1)|* 1 FETCH (UID 1)|* 2 FETCH (UID 2)|* 3 FETCH (UID 3)|* 4 FETCH (UID 4)")]
    [InlineData(FetchMalformed, "* 1 FETCH (UID 1)|* FETCH (UID FLAGS \\Seen))|* 2 FETCH (UID 2)|* 3 FETCH (UID 3)|* 4 FETCH (UID 4)")]
    public async Task One_line_of_one_FETCH(ImapMisbehaviour misbehaviour, string lines)
    {
        await using var test = new MisbehaviourTest(misbehaviour, Repetition.Once);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 1:* UID")).ShouldBe([.. lines.Split('|'), "OK Fetch completed."]);
        (await talk.AskAsync("FETCH 1:* UID")).Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(FetchUidLast, "UID FETCH 2 RFC822.SIZE", "* 2 FETCH (RFC822.SIZE 22 UID 2)")]
    [InlineData(SizesEstimated, "FETCH 1 RFC822.SIZE", "* 1 FETCH (RFC822.SIZE 39)")]
    [InlineData(ModSeqNegative, "FETCH 1 MODSEQ", "* 1 FETCH (MODSEQ (-1))")]
    [InlineData(FetchUnreadable, "FETCH 1 BODY.PEEK[]", "* 1 FETCH (BODY[] NIL)")]
    [InlineData(FlagsGarbled, "FETCH 1 FLAGS", "* 1 FETCH (FLAGS {many})")]
    [InlineData(FetchGarbled, "FETCH 1 BODY.PEEK[]", "* 1 FETCH (BODY[] {many})")]
    public async Task An_item_of_FETCH(ImapMisbehaviour misbehaviour, string command, string response)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync(command)).ShouldContain(response);
    }

    [Fact]
    public async Task One_message_is_announced_as_half_of_it()
    {
        await using var test = new MisbehaviourTest(LiteralTooShort);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 2 BODY.PEEK[]"))[0].ShouldStartWith("* 2 FETCH (BODY[] {22}\r\n");
        await talk.SendAsync("a FETCH 1 BODY.PEEK[]\r\n");
        var half = await talk.ReadAsync();
        half.ShouldStartWith("* 1 FETCH (BODY[] {11}\r\n");
        half.ShouldNotEndWith("\r\n)");
    }

    [Fact]
    public async Task One_message_that_nobody_can_read_spares_the_others()
    {
        await using var test = new MisbehaviourTest(FetchUnreadable);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 2 BODY.PEEK[TEXT]"))[0].ShouldBe("* 2 FETCH (BODY[TEXT] {8}\r\ntext 2\r\n)");
    }

    [Fact]
    public async Task One_message_at_which_FETCH_fails()
    {
        await using var test = new MisbehaviourTest(FetchFails);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 1:4 BODY.PEEK[]")).ShouldHaveSingleItem().ShouldStartWith("NO ");
        (await talk.AskAsync("FETCH 2:4 BODY.PEEK[]")).Count.ShouldBe(4);
        (await talk.AskAsync("FETCH 1:4 FLAGS")).Count.ShouldBe(5);
    }

    [Fact]
    public async Task One_message_over_which_the_server_crashes()
    {
        await using var test = new MisbehaviourTest(FetchHangsUp);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 2:4 BODY.PEEK[]")).Count.ShouldBe(4);
        await talk.SendAsync("A9 FETCH 1:4 BODY.PEEK[]\r\n");
        (await talk.IsClosedAsync()).ShouldBeTrue();
        test.Server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task FETCH_of_an_empty_mailbox()
    {
        await using var test = new MisbehaviourTest(FetchOfNothingRefused);
        test.User.Inbox.Remove(1, 2, 3, 4);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 1:* FLAGS")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.AskAsync("UID FETCH 1:* FLAGS")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task Quotes_that_are_not_escaped()
    {
        await using var test = new MisbehaviourTest(QuotesUnescaped);
        test.User.Inbox.Add(SampleMessages.Octets("Message-ID: <\"a b\"@x>\n\n"));
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 5 ENVELOPE"))[0].ShouldEndWith("\"<\"a b\"@x>\"))");
    }

    [Theory]
    [InlineData(SearchWrongNumbers, "ALL", "* SEARCH 2 3 4 5")]
    [InlineData(SearchIgnoresDates, "BEFORE 1-Jan-1990", "* SEARCH 1 2 3 4")]
    [InlineData(SearchFindsNoDate, "SINCE 1-Jan-1990", "* SEARCH")]
    [InlineData(SearchRefused, "ALL", "BAD Please select a mailbox first")]
    public async Task What_SEARCH_finds(ImapMisbehaviour misbehaviour, string keys, string response)
    {
        await using var test = new MisbehaviourTest(misbehaviour);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync($"UID SEARCH {keys}"))[0].ShouldBe(response);
    }

    [Theory]
    [InlineData("SEARCH UID 3", "* SEARCH 3")]
    [InlineData("UID SEARCH UID 2:3", "* SEARCH 3 4")]
    [InlineData("UID SEARCH UID 4", "* SEARCH")]
    [InlineData("UID SEARCH ALL", "* SEARCH 2 3 4")]
    public async Task SEARCH_that_takes_UIDs_for_numbers(string command, string response)
    {
        await using var test = new MisbehaviourTest(SearchTakesUidsForNumbers);
        test.User.Inbox.Remove(1);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync(command))[0].ShouldBe(response);
    }

    [Fact]
    public async Task A_STORE_without_an_answer_or_without_UID()
    {
        await using var silent = new MisbehaviourTest(StoreUnanswered);
        await using var first = await silent.SelectAsync();
        (await first.AskAsync(@"UID STORE 1 +FLAGS (\Seen)")).ShouldBe(["OK Store completed."]);
        silent.User.Inbox.Messages[0].Flags.ShouldContain(@"\Seen");
        await using var without = new MisbehaviourTest(StoreWithoutUid);
        await using var second = await without.SelectAsync();
        (await second.AskAsync(@"UID STORE 1 +FLAGS (\Seen)"))[0].ShouldBe(@"* 1 FETCH (FLAGS (\Seen \Recent))");
    }

    [Fact]
    public async Task A_STORE_that_is_forgotten()
    {
        await using var test = new MisbehaviourTest(StoreForgotten, Repetition.Once);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync(@"UID STORE 1 +FLAGS (\Seen)"))[0].ShouldBe(@"* 1 FETCH (UID 1 FLAGS (\Seen \Recent))");
        (await talk.AskAsync("FETCH 1 FLAGS"))[0].ShouldBe(@"* 1 FETCH (FLAGS (\Recent))");
        await talk.AskAsync(@"UID STORE 1 +FLAGS (\Seen)");
        (await talk.AskAsync("FETCH 1 FLAGS"))[0].ShouldBe(@"* 1 FETCH (FLAGS (\Seen \Recent))");
    }

    [Fact]
    public async Task Messages_that_are_corrupted_until_CAPABILITY_was_asked_for()
    {
        await using var test = new MisbehaviourTest(CapabilityCorrupts);
        test.User.Inbox.Add("Subject: CAPABILITY\r\n\r\nCAPABILITY\r\n"u8.ToArray());
        await using var talk = await test.SelectAsync();
        const string Spoilt = "* 5 FETCH (BODY[] {35}\r\nSubject: CAPABILITY XAPPLELITERAL\r\n";
        (await talk.AskAsync("FETCH 5 BODY.PEEK[]")).ShouldBe([Spoilt, "CAPABILITY", ")", "OK Fetch completed."]);
        await talk.AskAsync("CAPABILITY");
        (await talk.AskAsync("FETCH 5 BODY.PEEK[]"))[0].ShouldBe("* 5 FETCH (BODY[] {35}\r\nSubject: CAPABILITY\r\n\r\nCAPABILITY\r\n)");
    }

    [Fact]
    public async Task Parts_of_addresses_that_are_missing_by_name()
    {
        await using var test = new MisbehaviourTest(AddressesMissing);
        test.User.Inbox.Add(SampleMessages.Octets("From: root\nTo: a@b\n\n"));
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 5 ENVELOPE"))[0].ShouldContain("(NIL NIL \"root\" \"MISSING_DOMAIN\")");
        (await talk.AskAsync("FETCH 5 ENVELOPE"))[0].ShouldContain("((NIL NIL \"a\" \"b\"))");
    }

    [Fact]
    public async Task A_SEARCH_that_lags_behind_until_CHECK()
    {
        await using var test = new MisbehaviourTest(SearchLagsBehind);
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("APPEND INBOX {3+}\r\nabc")).ShouldContain("* 5 EXISTS");
        (await talk.AskAsync("UID SEARCH ALL"))[0].ShouldBe("* SEARCH 1 2 3 4");
        (await talk.AskAsync("FETCH 5 UID"))[0].ShouldBe("* 5 FETCH (UID 5)");
        await talk.AskAsync("NOOP");
        (await talk.AskAsync("UID SEARCH ALL"))[0].ShouldBe("* SEARCH 1 2 3 4");
        await talk.AskAsync("CHECK");
        (await talk.AskAsync("UID SEARCH ALL"))[0].ShouldBe("* SEARCH 1 2 3 4 5");
    }

    [Fact]
    public async Task Flags_that_are_no_atoms()
    {
        await using var test = new MisbehaviourTest(p => p);
        test.User.Inbox.SetFlags(1, FlagSet.Of("[Perso]"));
        await using var talk = await test.SelectAsync();
        (await talk.AskAsync("FETCH 1 FLAGS"))[0].ShouldBe(@"* 1 FETCH (FLAGS ([Perso] \Recent))");
    }
}
