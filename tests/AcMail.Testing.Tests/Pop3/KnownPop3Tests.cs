namespace AcMail.Testing.Tests.Pop3;

/// <summary>Servers as they are known, on the wire.</summary>
public sealed class KnownPop3Tests
{
    const string Message = "Subject: un\r\n\r\nBonjour\r\n";

    [Fact]
    public async Task Gmail_announces_what_it_does_not_keep_to_and_hides_what_was_fetched()
    {
        await using var test = new Pop3Test(Pop3Profile.Gmail, Message, Message);
        var client = await test.LogInAsync();
        (await client.AskManyAsync("CAPA")).ShouldBe(
            ["TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "EXPIRE 0", "LOGIN-DELAY 300", "X-GOOGLE-RICO"]);
        await client.AskManyAsync("RETR 1");
        await client.AskAsync("QUIT");
        (await test.UniqueIdsAsync()).Count.ShouldBe(1);
        test.User.Inbox.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Gmail_hangs_up_after_a_refused_login()
    {
        await using var test = new Pop3Test(Pop3Profile.Gmail);
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS wrong")).ShouldBe("-ERR [AUTH] Username and password not accepted.");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Fact]
    public async Task Exchange_tells_nothing_but_text()
    {
        await using var test = new Pop3Test(Pop3Profile.Exchange);
        var client = await test.ConnectAsync();
        (await client.AskManyAsync("CAPA")).ShouldBe(["TOP", "UIDL", "STLS", "USER", "SASL PLAIN XOAUTH2"]);
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS wrong")).ShouldBe("-ERR Logon failure: unknown user name or bad password.");
    }

    [Fact]
    public async Task Dovecot_announces_what_it_does_in_Debian()
    {
        await using var test = new Pop3Test(Pop3Profile.Dovecot);
        (await (await test.ConnectAsync()).AskManyAsync("CAPA")).ShouldBe(
            ["TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "STLS", "USER", "SASL PLAIN LOGIN"]);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { nameof(KnownPop3Replies.GmailApplicationPassword), "-ERR [AUTH] Application-specific password required" },
        { nameof(KnownPop3Replies.GmailDisabled), "-ERR [SYS/PERM] Your account is not enabled for POP access" },
        { nameof(KnownPop3Replies.YahooTemporary), "-ERR [SYS/TEMP] Server error" },
        { nameof(KnownPop3Replies.HangUpAfterLogin), "-ERR Authentication failed." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_login_is_refused_in_the_words_of_a_server(string name, string expected)
    {
        var replies = KnownReplyNames.Find(typeof(KnownPop3Replies), name);
        await using var test = new Pop3Test(new Pop3Profile().Answering(replies));
        var client = await test.ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldStartWith(expected);
        if (replies[0].HangsUp) (await client.ReadLineAsync()).ShouldBe("(closed)");
        else if (replies[0].Repetition == Repetition.Once) (await client.AskAsync("PASS secret")).ShouldStartWith("+OK");
        else (await client.AskAsync("AUTH PLAIN")).ShouldStartWith(expected);
    }

    [Theory]
    [InlineData(nameof(KnownPop3Replies.TooManyConnections), "-ERR [SYS/TEMP] Too many connections")]
    [InlineData(nameof(KnownPop3Replies.WrongService), "220 mail.example.org ESMTP ready")]
    public async Task The_greeting_is_another(string name, string expected)
    {
        await using var test = new Pop3Test(new Pop3Profile().Answering(KnownReplyNames.Find(typeof(KnownPop3Replies), name)));
        await using var client = new LineClient(test.Server.Connect(WireProtocol.Pop3));
        (await client.ReadLineAsync()).ShouldStartWith(expected);
        (await client.ReadLineAsync()).ShouldBe("(closed)");
    }

    [Fact]
    public async Task Deletions_that_fail_are_told_at_QUIT()
    {
        await using var test = new Pop3Test(new Pop3Profile().Answering(KnownPop3Replies.DeletionsRefused), Message);
        var client = await test.LogInAsync();
        await client.AskAsync("DELE 1");
        (await client.AskAsync("QUIT")).ShouldBe("-ERR [SYS/TEMP] some deleted messages not removed");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
        test.User.Inbox.Messages.Count.ShouldBe(1);
    }
}
