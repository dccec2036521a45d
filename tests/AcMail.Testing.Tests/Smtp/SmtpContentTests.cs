using System.Text;

namespace AcMail.Testing.Tests.Smtp;

public sealed class SmtpContentTests
{
    [Fact]
    public async Task A_message_is_recorded_and_delivered_to_who_lives_here()
    {
        await using var test = new SmtpTest();
        var client = await test.BeginAsync(" SIZE=20 BODY=8BITMIME");
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Address}> NOTIFY=NEVER")).ShouldStartWith("250");
        (await client.AskAsync("DATA")).ShouldStartWith("354 ");
        (await client.AskAsync("Subject: un\r\n\r\n..\r\n...deux\r\n.")).ShouldBe("250 2.0.0 Accepted as 1.");

        var submission = test.Server.Submissions.Single();
        (submission.User, submission.Sender).ShouldBe(("dmartin", SmtpTest.Address));
        submission.Parameters.ShouldBe(["SIZE=20", "BODY=8BITMIME"]);
        submission.Recipients.Select(r => r.Address).ShouldBe([SmtpTest.Tutor, SmtpTest.Address]);
        submission.Recipients[1].Parameters.ShouldBe(["NOTIFY=NEVER"]);
        submission.ReceivedAt.ShouldBe(test.Time.GetUtcNow());
        Text(submission).ShouldBe("Subject: un\r\n\r\n.\r\n..deux\r\n");
        Encoding.UTF8.GetString(test.User.Inbox.Messages.Single().Content.Span).ShouldBe(Text(submission));
    }

    [Theory]
    [InlineData("a\n.\nb\r\n", "a\n.\nb\r\n")]
    [InlineData("a\r.\rb\r\n", "a\r.\rb\r\n")]
    [InlineData("a\r\n.\nb\r\n", "a\r\n\nb\r\n")]
    [InlineData("a\n.\r\nMAIL FROM:<evil@example.org>\r\n", "a\n.\r\nMAIL FROM:<evil@example.org>\r\n")]
    [InlineData("a\r\n.\r\r\n", "a\r\n\r\r\n")]
    [InlineData("", "")]
    public async Task Only_a_dot_between_CRLFs_ends_a_message(string sent, string content)
    {
        await using var test = new SmtpTest();
        var client = await test.BeginAsync();
        await client.AskAsync("DATA");
        (await client.AskAsync(sent + ".")).ShouldStartWith("250");
        Text(test.Server.Submissions.Single()).ShouldBe(content);
    }

    [Fact]
    public async Task A_whole_message_may_be_pipelined()
    {
        await using var test = new SmtpTest();
        var client = await test.LogInAsync();
        await client.SendAsync($"MAIL FROM:<>\r\nRCPT TO:<{SmtpTest.Tutor}>\r\nRCPT TO:<>\r\nDATA\r\n");
        foreach (var code in new[] { "250", "250", "501", "354" }) (await client.ReadLineAsync()).ShouldStartWith(code);
        await client.SendAsync("A: b\r\n\r\n.\r\nMAIL FROM:<>\r\nDATA\r\nQUIT\r\n");
        foreach (var code in new[] { "250", "250", "554", "221" }) (await client.ReadLineAsync()).ShouldStartWith(code);
        test.Server.Submissions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Chunks_make_a_message_of_any_octets()
    {
        await using var test = new SmtpTest();
        var client = await test.BeginAsync(" BODY=BINARYMIME");
        (await client.AskAsync("DATA")).ShouldStartWith("503");
        await client.SendAsync("BDAT 5\r\n\0\r\n.\r");
        (await client.ReadLineAsync()).ShouldBe("250 2.0.0 5 octets.");
        (await client.AskAsync("RCPT TO:<a@b.fr>")).ShouldStartWith("503");
        await client.SendAsync("BDAT 3 LAST\r\n\n.\n");
        (await client.ReadLineAsync()).ShouldStartWith("250");
        Text(test.Server.Submissions.Single()).ShouldBe("\0\r\n.\r\n.\n");
    }

    [Fact]
    public async Task An_empty_last_chunk_ends_a_message()
    {
        await using var test = new SmtpTest();
        var client = await test.BeginAsync();
        await client.SendAsync("BDAT 4\r\nA: bBDAT 0 LAST\r\n");
        for (var i = 0; i < 2; i++) (await client.ReadLineAsync()).ShouldStartWith("250");
        Text(test.Server.Submissions.Single()).ShouldBe("A: b");
    }

    [Fact]
    public async Task A_refused_chunk_is_read_all_the_same()
    {
        await using var test = new SmtpTest();
        var client = await test.LogInAsync();
        await client.SendAsync("BDAT 6 LAST\r\nQUIT\r\n");
        (await client.ReadLineAsync()).ShouldStartWith("503");
        (await client.AskAsync("NOOP")).ShouldStartWith("250");

        await using var without = new SmtpTest(new SmtpProfile().Without("CHUNKING"));
        var other = await without.BeginAsync();
        await other.SendAsync("BDAT 6 LAST\r\nQUIT\r\n");
        (await other.ReadLineAsync()).ShouldStartWith("502");
        (await other.AskAsync("NOOP")).ShouldStartWith("250");
    }

    [Fact]
    public async Task A_chunk_without_a_length_ends_the_connection()
    {
        await using var test = new SmtpTest();
        var client = await test.BeginAsync();
        (await client.AskAsync("BDAT many LAST")).ShouldStartWith("501");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_over_the_limit_is_refused_and_not_kept(bool chunked)
    {
        await using var test = new SmtpTest(new() { MaximumSize = 1000 });
        var client = await test.BeginAsync();
        var content = new string('x', 2000);
        if (!chunked) await client.AskAsync("DATA");
        await client.SendAsync(chunked ? $"BDAT 2000 LAST\r\n{content}" : $"{content}\r\n.\r\n");
        (await client.ReadLineAsync()).ShouldBe("552 5.3.4 A message may have 1000 octets.");
        (await client.AskAsync("MAIL FROM:<>")).ShouldStartWith("250");
        test.Server.Submissions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Long_lines_and_octets_of_8_bits_are_refused_where_the_profile_says_so()
    {
        await using var test = new SmtpTest(new SmtpProfile { MaximumLine = 998 }.Without("8BITMIME"));
        var client = await test.BeginAsync();
        await client.AskAsync("DATA");
        (await client.AskAsync(new string('x', 999) + "\r\n.")).ShouldStartWith("554 5.6.0");
        await client.SendAsync($"MAIL FROM:<>\r\nRCPT TO:<{SmtpTest.Tutor}>\r\nDATA\r\n");
        for (var i = 0; i < 3; i++) await client.ReadLineAsync();
        (await client.AskAsync("été\r\n.")).ShouldStartWith("554 5.6.1");
    }

    [Fact]
    public async Task A_message_that_breaks_off_is_forgotten()
    {
        var test = new SmtpTest();
        var client = await test.BeginAsync();
        await client.AskAsync("DATA");
        await client.SendAsync("Subject: un\r\n");
        await test.DisposeAsync();
        test.Server.Submissions.ShouldBeEmpty();
    }

    static string Text(ReceivedSubmission submission) => Encoding.UTF8.GetString(submission.Content.Span);
}
