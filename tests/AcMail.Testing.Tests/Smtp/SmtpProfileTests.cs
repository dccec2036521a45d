namespace AcMail.Testing.Tests.Smtp;

/// <summary>What each part of a profile looks like on the wire.</summary>
public sealed class SmtpProfileTests
{
    [Theory]
    [InlineData("SIZE", "MAIL FROM:<> SIZE=1", "555")]
    [InlineData("8BITMIME", "MAIL FROM:<> BODY=8BITMIME", "555")]
    [InlineData("BINARYMIME", "MAIL FROM:<> BODY=BINARYMIME", "501")]
    [InlineData("SMTPUTF8", "MAIL FROM:<> SMTPUTF8", "555")]
    [InlineData("DSN", "MAIL FROM:<> RET=FULL", "555")]
    [InlineData("AUTH", "AUTH PLAIN", "502")]
    [InlineData("STARTTLS", "STARTTLS", "502")]
    [InlineData("CHUNKING", "BDAT 0 LAST", "502")]
    public async Task An_extension_that_is_taken_away_is_neither_announced_nor_known(string extension, string command, string code)
    {
        await using var test = new SmtpTest(new SmtpProfile { RequiresAuthentication = false }.Without(extension));
        var client = await test.ConnectAsync();
        (await SmtpTest.HelloAsync(client)).ShouldNotContain(k => k.StartsWith(extension));
        (await client.AskAsync(command)).ShouldStartWith(code);
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("ENHANCEDSTATUSCODES")]
    public async Task A_keyword_that_is_taken_away_is_not_announced(string extension)
    {
        await using var test = new SmtpTest(new SmtpProfile().Without(extension));
        (await SmtpTest.HelloAsync(await test.ConnectAsync())).ShouldNotContain(extension);
    }

    [Fact]
    public async Task A_server_may_know_HELO_only()
    {
        await using var test = new SmtpTest(new SmtpProfile().Without("EHLO"));
        var client = await test.ConnectAsync();
        (await client.AskAsync("EHLO client")).ShouldStartWith("502");
        (await client.AskAsync("HELO client")).ShouldStartWith("250");
    }

    [Fact]
    public async Task STARTTLS_may_be_announced_and_fail()
    {
        await using var test = new SmtpTest(new() { Hollow = ["STARTTLS"] });
        var client = await test.ConnectAsync();
        (await SmtpTest.HelloAsync(client)).ShouldContain("STARTTLS");
        (await client.AskAsync("STARTTLS")).ShouldBe("454 4.7.0 TLS is not available now.");
        (await client.AskAsync("NOOP")).ShouldStartWith("250");
    }

    [Fact]
    public async Task An_extension_may_work_unannounced()
    {
        await using var test = new SmtpTest(new() { Unannounced = ["AUTH"] });
        var client = await test.ConnectAsync();
        (await SmtpTest.HelloAsync(client)).ShouldNotContain(k => k.StartsWith("AUTH"));
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("235");
    }

    [Fact]
    public async Task Greylisting_refuses_the_first_time_until_the_wait_is_over()
    {
        await using var test = new SmtpTest(new() { Greylisting = TimeSpan.FromMinutes(5) });
        var client = await test.LogInAsync();
        await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}>");
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Tutor}>")).ShouldBe("450 4.7.1 Greylisted, try again in 300s.");
        test.Time.Advance(TimeSpan.FromSeconds(299.5));
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Tutor}>")).ShouldBe("450 4.7.1 Greylisted, try again in 1s.");
        test.Time.Advance(TimeSpan.FromSeconds(0.5));
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Tutor}>")).ShouldStartWith("250");
        (await client.AskAsync("RCPT TO:<other@example.org>")).ShouldStartWith("450");
    }

    [Fact]
    public async Task A_sending_limit_counts_recipients_over_a_period()
    {
        await using var test = new SmtpTest(new() { SendingLimit = new(2, TimeSpan.FromMinutes(1)) });
        var client = await test.BeginAsync();
        test.Time.Advance(TimeSpan.FromSeconds(30));
        (await client.AskAsync("RCPT TO:<a@b.fr>")).ShouldStartWith("250");
        (await client.AskAsync("RCPT TO:<c@d.fr>")).ShouldBe("450 4.7.1 At most 2 recipients in 60s.");
        test.Time.Advance(TimeSpan.FromSeconds(30));
        (await client.AskAsync("RCPT TO:<c@d.fr>")).ShouldStartWith("250");
        (await client.AskAsync("RCPT TO:<e@f.fr>")).ShouldStartWith("450");
    }

    [Fact]
    public async Task The_server_may_file_the_sent_copy()
    {
        await using var test = new SmtpTest(new() { FilesSentCopy = true });
        var sent = test.User.CreateMailbox("Envoyés", "\\Sent");
        var client = await test.BeginAsync();
        await client.AskAsync("DATA");
        (await client.AskAsync("A: b\r\n.")).ShouldStartWith("250");
        sent.Messages.Single().Flags.ShouldBe(["\\Seen"]);
    }

    [Fact]
    public async Task A_failed_login_may_end_the_connection()
    {
        await using var test = new SmtpTest(new() { LoginAttempts = 1 });
        var client = await test.GreetAsync();
        (await client.AskAsync("AUTH PLAIN AGRtYXJ0aW4Ad3Jvbmc=")).ShouldStartWith("535 5.7.8");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Fact]
    public async Task One_recipient_may_be_refused()
    {
        await using var test = new SmtpTest(new SmtpProfile().Answering("RCPT TO:<nobody@ac-lyon.fr>", "550 5.1.1 No such user here"));
        var client = await test.BeginAsync();
        (await client.AskAsync("RCPT TO:<nobody@ac-lyon.fr>")).ShouldBe("550 5.1.1 No such user here");
        await client.AskAsync("DATA");
        (await client.AskAsync(".")).ShouldStartWith("250");
        test.Server.Submissions.Single().Recipients.Select(r => r.Address).ShouldBe([SmtpTest.Tutor]);
    }

    [Theory]
    [InlineData("RCPT", "550 5.7.1 Refused")]
    [InlineData("MAIL", "421 4.7.0 Too much mail, try later")]
    [InlineData("DATA", "451 4.3.0 Local error")]
    [InlineData(".", "552 5.2.2 Quota exceeded")]
    public async Task Any_command_may_be_refused_once(string command, string reply)
    {
        await using var test = new SmtpTest(new SmtpProfile().Answering(command, reply, Repetition.Once));
        var client = await test.LogInAsync();
        (await SendAsync(client)).ShouldBe(reply);
        await client.AskAsync("RSET");
        (await SendAsync(client)).ShouldBe("250 2.0.0 Accepted as 1.");
    }

    [Fact]
    public async Task A_reply_may_end_the_connection_at_any_point()
    {
        await using var test = new SmtpTest(new SmtpProfile().Answering(".", "421 4.3.2 Shutting down", hangsUp: true));
        var client = await test.LogInAsync();
        (await SendAsync(client)).ShouldBe("421 4.3.2 Shutting down");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
        test.Server.Submissions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SmtpMisbehaviour.AcceptedUnanswered, 1)]
    [InlineData(SmtpMisbehaviour.DroppedUnanswered, 0)]
    public async Task The_reply_to_a_message_may_be_lost(SmtpMisbehaviour misbehaviour, int accepted)
    {
        await using var test = new SmtpTest(new SmtpProfile().Misbehaving(misbehaviour, Repetition.Once));
        (await SendAsync(await test.LogInAsync())).ShouldBe("(closed)");
        test.Server.Submissions.Count.ShouldBe(accepted);
        (await SendAsync(await test.LogInAsync())).ShouldStartWith("250");
    }

    [Fact]
    public async Task TLS_may_break_after_its_reply()
    {
        await using var test = new SmtpTest(new SmtpProfile().Misbehaving(SmtpMisbehaviour.StartTlsBreaks));
        var client = await test.GreetAsync();
        (await client.AskAsync("STARTTLS")).ShouldStartWith("220");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Fact]
    public async Task A_pipeline_may_be_lost_though_announced()
    {
        await using var test = new SmtpTest(new SmtpProfile().Misbehaving(SmtpMisbehaviour.LostPipeline));
        var client = await test.LogInAsync();
        await client.SendAsync("MAIL FROM:<>\r\nRCPT TO:<a@b.fr>\r\nDATA\r\n");
        (await client.ReadLineAsync()).ShouldStartWith("250 2.1.0");
        (await client.AskAsync("DATA")).ShouldStartWith("554");
    }

    static async Task<string> SendAsync(LineClient client)
    {
        foreach (var line in new[] { $"MAIL FROM:<{SmtpTest.Address}>", $"RCPT TO:<{SmtpTest.Tutor}>", "DATA" })
        {
            if (await client.AskAsync(line) is var reply && reply[0] is not ('2' or '3')) return reply;
        }

        return await client.AskAsync("Subject: un\r\n\r\nBonjour\r\n.");
    }
}
