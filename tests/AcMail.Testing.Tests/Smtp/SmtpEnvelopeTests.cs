namespace AcMail.Testing.Tests.Smtp;

public sealed class SmtpEnvelopeTests
{
    [Theory]
    [InlineData("FROM:<>", "250")]
    [InlineData("FROM:<david.martin@ac-lyon.fr>", "250")]
    [InlineData("from:<\"odd > one\"@ac-lyon.fr>", "250")]
    [InlineData("FROM:<@relay.fr,@other.fr:david.martin@ac-lyon.fr>", "250")]
    [InlineData("FROM:<root@[127.0.0.1]>", "250")]
    [InlineData("FROM: <a@b.fr>", "501")]
    [InlineData("FROM:a@b.fr", "501")]
    [InlineData("FROM:<a@b.fr", "501")]
    [InlineData("FROM:<a@b.fr>SIZE=1", "501")]
    [InlineData("FROM:<a b@c.fr>", "501")]
    [InlineData("FROM:<a@>", "501")]
    [InlineData("FROM:<@>", "501")]
    [InlineData("FROM:<a..b@c.fr>", "501")]
    [InlineData("FROM:<a@-c.fr>", "501")]
    [InlineData("FROM:<postmaster>", "501")]
    [InlineData("TO:<a@b.fr>", "501")]
    [InlineData("FROM:<élève@ac-lyon.fr>", "553")]
    [InlineData("FROM:<élève@ac-lyon.fr> SMTPUTF8", "250")]
    [InlineData("FROM:<a@b.fr> SMTPUTF8=yes", "501")]
    [InlineData("FROM:<a@b.fr> SIZE=1000 BODY=8BITMIME RET=HDRS ENVID=QQ+3D314159 AUTH=e+3Dmc2@example.com", "250")]
    [InlineData("FROM:<a@b.fr> AUTH=<>", "250")]
    [InlineData("FROM:<a@b.fr> BODY=BINARYMIME", "250")]
    [InlineData("FROM:<a@b.fr> SIZE=52428801", "552")]
    [InlineData("FROM:<a@b.fr> SIZE=99999999999999999999999", "501")]
    [InlineData("FROM:<a@b.fr> SIZE=-1", "501")]
    [InlineData("FROM:<a@b.fr> SIZE", "501")]
    [InlineData("FROM:<a@b.fr> SIZE=1 SIZE=2", "501")]
    [InlineData("FROM:<a@b.fr> BODY=9BIT", "501")]
    [InlineData("FROM:<a@b.fr> RET=ALL", "501")]
    [InlineData("FROM:<a@b.fr> ENVID=+3d", "501")]
    [InlineData("FROM:<a@b.fr> =1", "501")]
    [InlineData("FROM:<a@b.fr> HOLDFOR=60", "555")]
    public async Task MAIL_is_checked(string argument, string code)
    {
        await using var test = new SmtpTest();
        var client = await test.LogInAsync();
        (await client.AskAsync($"MAIL {argument}")).ShouldStartWith(code);
        (await client.AskAsync("MAIL FROM:<>")).ShouldStartWith(code == "250" ? "503" : "250");
    }

    [Theory]
    [InlineData("TO:<tutor@example.org>", "250")]
    [InlineData("TO:<Postmaster>", "250")]
    [InlineData("TO:<tutor@example.org> NOTIFY=NEVER", "250")]
    [InlineData("TO:<tutor@example.org> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;tutor+2Bx@example.org", "250")]
    [InlineData("TO:<tutor@example.org> NOTIFY=NEVER,DELAY", "501")]
    [InlineData("TO:<tutor@example.org> NOTIFY=DELAY,DELAY", "501")]
    [InlineData("TO:<tutor@example.org> NOTIFY", "501")]
    [InlineData("TO:<tutor@example.org> ORCPT=tutor", "501")]
    [InlineData("TO:<tutor@example.org> SIZE=1", "555")]
    [InlineData("TO:<>", "501")]
    [InlineData("TO:<tutor>", "501")]
    [InlineData("TO:<élève@ac-lyon.fr>", "553")]
    [InlineData("FROM:<a@b.fr>", "501")]
    public async Task RCPT_is_checked(string argument, string code)
    {
        await using var test = new SmtpTest();
        var client = await test.LogInAsync();
        (await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}>")).ShouldStartWith("250");
        (await client.AskAsync($"RCPT {argument}")).ShouldStartWith(code);
        (await client.AskAsync("DATA")).ShouldStartWith(code == "250" ? "354" : "554");
    }

    [Fact]
    public async Task Recipients_are_limited()
    {
        await using var test = new SmtpTest(new() { MaximumRecipients = 2 });
        var client = await test.BeginAsync();
        (await client.AskAsync("RCPT TO:<a@b.fr>")).ShouldStartWith("250");
        (await client.AskAsync("RCPT TO:<c@d.fr>")).ShouldBe("452 4.5.3 Too many recipients.");
    }

    [Fact]
    public async Task A_sender_can_be_bound_to_its_user()
    {
        await using var test = new SmtpTest(new() { OwnSenderOnly = true });
        var client = await test.LogInAsync();
        (await client.AskAsync("MAIL FROM:<principal@ac-lyon.fr>"))
            .ShouldBe("553 5.7.1 principal@ac-lyon.fr is not an address of dmartin.");
        (await client.AskAsync("MAIL FROM:<David.Martin@AC-Lyon.fr>")).ShouldStartWith("250");
    }

    [Fact]
    public async Task Recipients_can_be_bound_to_domains()
    {
        await using var test = new SmtpTest(new() { RecipientDomains = ["ac-lyon.fr"] });
        var client = await test.LogInAsync();
        await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}>");
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Tutor}>")).ShouldBe("550 5.7.1 Relaying is denied.");
        (await client.AskAsync("RCPT TO:<college@AC-lyon.fr>")).ShouldStartWith("250");
    }

    [Fact]
    public async Task A_full_mailbox_takes_no_more()
    {
        await using var test = new SmtpTest();
        test.User.StorageLimit = 1000;
        test.User.Inbox.Add(new byte[900]);
        var client = await test.LogInAsync();
        await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}> SIZE=101");
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Address}>")).ShouldStartWith("452 4.2.2");
        await client.AskAsync("RSET");
        await client.AskAsync($"MAIL FROM:<{SmtpTest.Address}> SIZE=100");
        (await client.AskAsync($"RCPT TO:<{SmtpTest.Address}>")).ShouldStartWith("250");
    }

    [Fact]
    public async Task Enhanced_codes_are_left_out_where_they_are_not_offered()
    {
        await using var test = new SmtpTest(new SmtpProfile().Without("ENHANCEDSTATUSCODES"));
        var client = await test.LogInAsync();
        (await client.AskAsync("NOOP")).ShouldBe("250 Ok.");
    }
}
