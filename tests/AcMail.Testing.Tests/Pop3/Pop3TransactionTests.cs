namespace AcMail.Testing.Tests.Pop3;

public sealed class Pop3TransactionTests
{
    const string First = "Subject: un\r\n\r\nBonjour\r\n.\r\n..deux\r\nfin\r\n";
    const string Second = "Subject: deux\r\n\r\nSans fin";

    [Fact]
    public async Task The_drop_is_counted_listed_and_named()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        (await client.AskAsync("STAT")).ShouldBe($"+OK 2 {First.Length + Second.Length}");
        (await client.AskManyAsync("LIST")).ShouldBe([$"1 {First.Length}", $"2 {Second.Length}"]);
        (await client.AskAsync("LIST 2")).ShouldBe($"+OK 2 {Second.Length}");
        var validity = test.User.Inbox.UidValidity;
        (await client.AskManyAsync("UIDL")).ShouldBe([$"1 00000001{validity:x8}", $"2 00000002{validity:x8}"]);
        (await client.AskAsync("UIDL 1")).ShouldBe($"+OK 1 00000001{validity:x8}");
    }

    [Fact]
    public async Task A_message_goes_out_dot_stuffed_with_a_last_line_end()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        (await client.AskManyAsync("RETR 1")).ShouldBe(["Subject: un", "", "Bonjour", "..", "...deux", "fin"]);
        (await client.AskManyAsync("RETR 2")).ShouldBe(["Subject: deux", "", "Sans fin"]);
    }

    [Fact]
    public async Task A_bare_line_feed_becomes_CRLF_and_counts_so()
    {
        await using var test = new Pop3Test(null, "A: b\n\n.c\n");
        var client = await test.LogInAsync();
        (await client.AskAsync("STAT")).ShouldBe("+OK 1 12");
        (await client.AskManyAsync("RETR 1")).ShouldBe(["A: b", "", "..c"]);
    }

    [Theory]
    [InlineData(0, "Subject: un|")]
    [InlineData(2, "Subject: un||Bonjour|..")]
    [InlineData(99, "Subject: un||Bonjour|..|...deux|fin")]
    public async Task TOP_sends_the_header_and_so_many_lines(int lines, string expected)
    {
        await using var test = new Pop3Test(null, First);
        var client = await test.LogInAsync();
        string.Join('|', await client.AskManyAsync($"TOP 1 {lines}")).ShouldBe(expected);
    }

    [Fact]
    public async Task An_empty_message_is_sent_as_no_line()
    {
        await using var test = new Pop3Test(null, "");
        var client = await test.LogInAsync();
        (await client.AskManyAsync("RETR 1")).ShouldBeEmpty();
        (await client.AskManyAsync("TOP 1 5")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RETR 3")]
    [InlineData("RETR 0")]
    [InlineData("RETR -1")]
    [InlineData("RETR")]
    [InlineData("RETR 99999999999999")]
    [InlineData("LIST x")]
    [InlineData("DELE 3")]
    [InlineData("TOP 1")]
    [InlineData("TOP 1 -1")]
    [InlineData("TOP 1 2 3")]
    [InlineData("UIDL 4")]
    [InlineData("STAT now")]
    [InlineData("USER dmartin")]
    [InlineData("STLS")]
    [InlineData("FROBNICATE")]
    [InlineData("")]
    [InlineData("\0\0")]
    public async Task What_cannot_be_done_is_refused_and_the_session_goes_on(string command)
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        (await client.AskAsync(command)).ShouldStartWith("-ERR");
        (await client.AskAsync("noop")).ShouldStartWith("+OK");
    }

    [Fact]
    public async Task A_deleted_message_is_gone_from_the_session_until_RSET()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        (await client.AskAsync("DELE 1")).ShouldStartWith("+OK");
        (await client.AskAsync("DELE 1")).ShouldStartWith("-ERR");
        (await client.AskAsync("RETR 1")).ShouldStartWith("-ERR");
        (await client.AskAsync("STAT")).ShouldBe($"+OK 1 {Second.Length}");
        (await client.AskManyAsync("LIST")).ShouldBe([$"2 {Second.Length}"]);
        (await client.AskAsync("RSET")).ShouldStartWith("+OK");
        (await client.AskManyAsync("LIST")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task QUIT_applies_the_deletions_and_frees_the_drop()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        await client.AskAsync("DELE 1");
        test.User.Inbox.Messages.Count.ShouldBe(2);
        (await client.AskAsync("QUIT")).ShouldStartWith("+OK");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
        test.User.Inbox.Messages.Single().Uid.ShouldBe(2u);
        await test.LogInAsync();
    }

    [Fact]
    public async Task A_dropped_connection_deletes_nothing_and_frees_the_drop()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        await client.AskAsync("DELE 1");
        await client.DisposeAsync();
        await test.LogInAgainAsync();
        test.User.Inbox.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Numbers_stay_while_others_deliver_and_expunge()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        test.User.Inbox.Remove(1);
        test.User.Inbox.Add("Subject: trois\r\n\r\n"u8.ToArray());
        (await client.AskAsync("STAT")).ShouldStartWith("+OK 2 ");
        (await client.AskManyAsync("RETR 1")).ShouldContain("Bonjour");
        (await client.AskAsync("DELE 1")).ShouldStartWith("+OK");
        (await client.AskAsync("QUIT")).ShouldStartWith("+OK");
        test.User.Inbox.Messages.Select(m => m.Uid).ShouldBe([2u, 3u]);
    }

    [Fact]
    public async Task A_fetched_message_is_seen_in_IMAP()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        await client.AskManyAsync("RETR 2");
        await client.AskManyAsync("TOP 1 0");
        await client.AskAsync("QUIT");
        test.User.Inbox.Messages.Select(m => m.Flags.Contains("\\Seen")).ShouldBe([false, true]);
    }

    [Fact]
    public async Task Pipelined_commands_are_answered_in_order()
    {
        await using var test = new Pop3Test(null, First, Second);
        var client = await test.LogInAsync();
        await client.SendAsync("STAT\r\nRETR 2\r\nDELE 2\r\nNOOP\r\nQUIT\r\n");
        (await client.ReadLineAsync()).ShouldStartWith("+OK 2 ");
        (await client.ReadLineAsync()).ShouldBe($"+OK {Second.Length} octets.");
        (await client.ReadMultilineAsync()).ShouldBe(["Subject: deux", "", "Sans fin"]);
        for (var i = 0; i < 3; i++) (await client.ReadLineAsync()).ShouldStartWith("+OK");
        test.User.Inbox.Messages.Count.ShouldBe(1);
    }
}
