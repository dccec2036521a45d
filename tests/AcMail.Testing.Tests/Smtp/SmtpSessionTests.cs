namespace AcMail.Testing.Tests.Smtp;

public sealed class SmtpSessionTests
{
    [Fact]
    public async Task EHLO_announces_what_is_offered_and_STARTTLS_only_in_clear()
    {
        await using var test = new SmtpTest();
        var client = await test.ConnectAsync();
        (await SmtpTest.HelloAsync(client)).ShouldBe(
            ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "BINARYMIME", "CHUNKING", "DSN", "SMTPUTF8", "SIZE 52428800", "STARTTLS",
                "AUTH PLAIN LOGIN XOAUTH2 OAUTHBEARER"]);
        (await client.AskAsync("STARTTLS")).ShouldStartWith("220");
        await client.StartTlsAsync();
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("503");
        (await SmtpTest.HelloAsync(client)).ShouldNotContain("STARTTLS");
        (await client.AskAsync("STARTTLS")).ShouldStartWith("503");
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("235");
    }

    [Fact]
    public async Task HELO_speaks_without_extensions()
    {
        await using var test = new SmtpTest(new() { RequiresAuthentication = false });
        var client = await test.ConnectAsync();
        (await client.AskAsync("HELO client")).ShouldBe("250 localhost");
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("503");
        (await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}> SIZE=10")).ShouldStartWith("555");
        (await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}>")).ShouldStartWith("250");
    }

    [Theory]
    [InlineData("EHLO", "501")]
    [InlineData("HELO a b", "501")]
    [InlineData("MAIL FROM:<a@b.fr>", "530")]
    [InlineData("RCPT TO:<a@b.fr>", "503")]
    [InlineData("DATA", "503")]
    [InlineData("DATA now", "501")]
    [InlineData("STARTTLS now", "501")]
    [InlineData("AUTH", "501")]
    [InlineData("AUTH CRAM-MD5", "504")]
    [InlineData("AUTH PLAIN !!", "501")]
    [InlineData("AUTH PLAIN AGRtYXJ0aW4Ad3Jvbmc=", "535")]
    [InlineData("NOOP is fine", "250")]
    [InlineData("RSET", "250")]
    [InlineData("RSET it", "501")]
    [InlineData("VRFY dmartin", "252")]
    [InlineData("VRFY", "501")]
    [InlineData("EXPN staff", "502")]
    [InlineData("HELP", "214")]
    [InlineData("FROBNICATE", "500")]
    [InlineData("", "500")]
    [InlineData("\0\x01", "500")]
    public async Task A_command_has_its_reply_and_the_session_goes_on(string command, string code)
    {
        await using var test = new SmtpTest();
        var client = await test.GreetAsync();
        (await client.AskAsync(command)).ShouldStartWith(code);
        (await client.AskAsync("noop")).ShouldBe("250 2.0.0 Ok.");
        (await client.AskAsync("QUIT")).ShouldBe("221 2.0.0 Goodbye.");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Fact]
    public async Task Commands_need_EHLO_first()
    {
        await using var test = new SmtpTest();
        var client = await test.ConnectAsync();
        (await client.AskAsync(SmtpTest.Login)).ShouldBe("503 5.5.1 Send EHLO first.");
        (await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}>")).ShouldBe("503 5.5.1 Send EHLO first.");
    }

    [Fact]
    public async Task Authentication_happens_once_and_outside_a_message()
    {
        await using var test = new SmtpTest(new() { RequiresAuthentication = false });
        var client = await test.GreetAsync();
        await client.AskAsync("MAIL FROM:<>");
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("503");
        await client.AskAsync("RSET");
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("235");
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("503");
    }

    [Fact]
    public async Task Each_step_of_LOGIN_is_asked_for_and_may_be_cancelled()
    {
        await using var test = new SmtpTest();
        var client = await test.GreetAsync();
        (await client.AskAsync("AUTH LOGIN")).ShouldBe("334 VXNlcm5hbWU6");
        (await client.AskAsync("*")).ShouldBe("501 5.7.0 Cancelled.");
        (await client.AskAsync("AUTH LOGIN ZG1hcnRpbg==")).ShouldBe("334 UGFzc3dvcmQ6");
        (await client.AskAsync("c2VjcmV0")).ShouldBe("235 2.7.0 Authenticated.");
    }

    [Fact]
    public async Task Nothing_is_sent_before_TLS_where_it_is_required()
    {
        await using var test = new SmtpTest(new() { RequiresTls = true, RequiresAuthentication = false });
        var client = await test.ConnectAsync();
        (await SmtpTest.HelloAsync(client)).ShouldNotContain(k => k.StartsWith("AUTH"));
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("530 5.7.0");
        (await client.AskAsync("MAIL FROM:<>")).ShouldStartWith("530 5.7.0");
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync();
        await SmtpTest.HelloAsync(client);
        (await client.AskAsync("MAIL FROM:<>")).ShouldStartWith("250");
    }

    [Theory]
    [InlineData("NOOP ", 511, "500")]
    [InlineData("NOOP ", 510, "250")]
    [InlineData("MAIL FROM:<a@b.fr> SIZE=", 2047, "500")]
    [InlineData("", 1_000_000, "500")]
    public async Task A_line_that_is_too_long_is_refused_whole(string beginning, int length, string code)
    {
        await using var test = new SmtpTest();
        var client = await test.GreetAsync();
        (await client.AskAsync(beginning + new string('x', length - beginning.Length))).ShouldStartWith(code);
        (await client.AskAsync("NOOP")).ShouldStartWith("250");
    }

    [Fact]
    public async Task What_came_in_clear_behind_STARTTLS_is_dropped()
    {
        await using var test = new SmtpTest();
        var client = await test.GreetAsync();
        await client.SendAsync("STARTTLS\r\nEHLO evil.example.org\r\n");
        (await client.ReadLineAsync()).ShouldStartWith("220");
        await client.StartTlsAsync();
        (await client.AskAsync("NOOP")).ShouldStartWith("250 2.0.0");
    }
}
