namespace AcMail.Testing.Tests.Smtp;

/// <summary>Servers as they are known, on the wire.</summary>
public sealed class KnownSmtpTests
{
    [Fact]
    public async Task Gmail_presents_itself_and_files_the_sent_copy()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Smtp = SmtpProfile.Gmail });
        var sent = server.AddUser("dmartin").CreateMailbox("Messages envoyés", "\\Sent");
        await using var client = new LineClient(server.Connect(WireProtocol.Smtp));
        (await client.ReadLineAsync()).ShouldStartWith("220 smtp.gmail.com ESMTP ");
        (await SmtpTest.HelloAsync(client)).ShouldBe(
            ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "CHUNKING", "SMTPUTF8", "SIZE 35882577", "STARTTLS",
                "AUTH LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER XOAUTH"]);
        (await client.AskAsync("AUTH XOAUTH")).ShouldStartWith("504");
        (await client.AskAsync("AUTH PLAIN AGRtYXJ0aW4Ad3Jvbmc=")).ShouldStartWith("535-5.7.8 Username and Password not accepted.");
        (await client.ReadLineAsync()).ShouldStartWith("535 5.7.8  https://");
        await client.AskAsync(SmtpTest.Login);
        await client.AskAsync("MAIL FROM:<dmartin@localhost>");
        await client.AskAsync($"RCPT TO:<{SmtpTest.Tutor}>");
        await client.AskAsync("DATA");
        (await client.AskAsync("A: b\r\n.")).ShouldStartWith("250");
        sent.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Exchange_takes_passwords_by_LOGIN_and_senders_of_the_user_only()
    {
        await using var test = new SmtpTest(SmtpProfile.Exchange);
        var client = await test.GreetAsync();
        (await client.AskAsync(SmtpTest.Login)).ShouldStartWith("504");
        (await client.AskAsync("AUTH LOGIN ZG1hcnRpbg==")).ShouldStartWith("334");
        (await client.AskAsync("d3Jvbmc=")).ShouldBe("535 5.7.3 Authentication unsuccessful");
        await client.AskAsync("AUTH LOGIN ZG1hcnRpbg==");
        (await client.AskAsync("c2VjcmV0")).ShouldStartWith("235");
        (await client.AskAsync("MAIL FROM:<other@ac-lyon.fr>")).ShouldStartWith("553 5.7.1");
    }

    [Fact]
    public async Task Postfix_offers_no_BINARYMIME()
    {
        await using var test = new SmtpTest(SmtpProfile.Postfix);
        var keywords = await SmtpTest.HelloAsync(await test.ConnectAsync());
        keywords.ShouldContain("SIZE 10240000");
        keywords.ShouldNotContain("BINARYMIME");
    }

    [Theory]
    [InlineData(nameof(KnownSmtpReplies.GmailApplicationPassword), "534-5.7.9 Application-specific password required.")]
    [InlineData(nameof(KnownSmtpReplies.GmailTooManyLogins), "454 4.7.0 Too many login attempts")]
    [InlineData(nameof(KnownSmtpReplies.GmailDailyLimit), "550-5.4.5 Daily user sending limit exceeded.")]
    [InlineData(nameof(KnownSmtpReplies.ExchangeBasicDisabled), "535 5.7.139 Authentication unsuccessful, basic authentication")]
    [InlineData(nameof(KnownSmtpReplies.ExchangeSubmissionDisabled), "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication")]
    [InlineData(nameof(KnownSmtpReplies.ExchangeSendAsDenied), "550 5.7.60 SMTP; Client does not have permissions")]
    [InlineData(nameof(KnownSmtpReplies.ExchangeThrottling), "432 4.3.2 Concurrent connections limit exceeded")]
    [InlineData(nameof(KnownSmtpReplies.YahooDeferred), "421 4.7.0 [TSS04]")]
    [InlineData(nameof(KnownSmtpReplies.OrangeServiceRefused), "421 Service refuse.")]
    [InlineData(nameof(KnownSmtpReplies.RecipientFull), "552 5.2.2")]
    [InlineData(nameof(KnownSmtpReplies.ShuttingDown), "421 4.3.2")]
    public async Task A_message_is_refused_in_the_words_of_a_server(string name, string expected)
    {
        var replies = KnownReplyNames.Find(typeof(KnownSmtpReplies), name);
        await using var test = new SmtpTest(new SmtpProfile().Answering(replies));
        var client = await test.GreetAsync();
        (await SendAsync(client)).ShouldStartWith(expected);
        if (expected[3] == '-') (await client.ReadLineAsync()).ShouldStartWith(expected[..3] + ' ');
        if (replies[0].HangsUp) (await client.ReadLineAsync()).ShouldBe("(closed)");
        else (await client.AskAsync("NOOP")).ShouldStartWith("250");
        test.Server.Submissions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(KnownSmtpReplies.OrangeTooManyConnections), "421 smtp.orange.fr Trop de connexions")]
    [InlineData(nameof(KnownSmtpReplies.WrongService), "+OK")]
    public async Task The_greeting_is_another(string name, string expected)
    {
        await using var test = new SmtpTest(new SmtpProfile().Answering(KnownReplyNames.Find(typeof(KnownSmtpReplies), name)));
        await using var client = new LineClient(test.Server.Connect(WireProtocol.Smtp));
        (await client.ReadLineAsync()).ShouldStartWith(expected);
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    static async Task<string> SendAsync(LineClient client)
    {
        string[] lines = [SmtpTest.Login, $"MAIL FROM:<{SmtpTest.Address}>", $"RCPT TO:<{SmtpTest.Tutor}>", "DATA", "A: b\r\n."];
        foreach (var line in lines)
        {
            if (await client.AskAsync(line) is var reply && reply[0] is not ('2' or '3')) return reply;
        }

        return "250";
    }
}
