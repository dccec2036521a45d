using System.Text;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Authentication;

public sealed class LoginTests
{
    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_is_heard_afterwards()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        (await talk.AskAsync("LOGIN dmartin wrong")).ShouldHaveSingleItem().ShouldStartWith("NO [AUTHENTICATIONFAILED]");
        (await talk.AskAsync("LOGIN nobody secret")).ShouldHaveSingleItem().ShouldStartWith("NO [AUTHENTICATIONFAILED]");
        (await talk.AskAsync("LOGIN dmartin secret")).ShouldHaveSingleItem().ShouldStartWith("OK [CAPABILITY IMAP4rev1 ");
        (await talk.AskAsync("LOGIN dmartin secret")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Theory]
    [InlineData("PLAIN", "\0dmartin\0secret")]
    [InlineData("XOAUTH2", "user=dmartin\u0001auth=Bearer secret\u0001\u0001")]
    [InlineData("OAUTHBEARER", "n,a=dmartin,\u0001host=localhost\u0001port=143\u0001auth=Bearer secret\u0001\u0001")]
    public async Task A_mechanism_takes_its_response_at_once_or_when_it_is_asked_for(string mechanism, string response)
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var first = await ImapTalk.ConnectAsync(server);
        (await first.AskAsync($"AUTHENTICATE {mechanism} {Base64(response)}")).ShouldHaveSingleItem().ShouldStartWith("OK ");

        await using var second = await ImapTalk.ConnectAsync(server);
        await second.SendAsync($"a AUTHENTICATE {mechanism}\r\n");
        (await second.ReadAsync()).ShouldBe("+ ");
        await second.SendAsync($"{Base64(response)}\r\n");
        (await second.ReadToAsync("a")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task LOGIN_asks_for_the_name_and_then_for_the_password()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync("a AUTHENTICATE LOGIN\r\n");
        (await talk.ReadAsync()).ShouldBe($"+ {Base64("Username:")}");
        await talk.SendAsync($"{Base64("dmartin")}\r\n");
        (await talk.ReadAsync()).ShouldBe($"+ {Base64("Password:")}");
        await talk.SendAsync($"{Base64("secret")}\r\n");
        (await talk.ReadToAsync("a")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_refused_token_is_explained_before_the_command_fails()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync($"a AUTHENTICATE XOAUTH2 {Base64("user=dmartin\u0001auth=Bearer stale\u0001\u0001")}\r\n");
        Encoding.ASCII.GetString(Convert.FromBase64String((await talk.ReadAsync())[2..])).ShouldContain("\"status\":\"401\"");
        await talk.SendAsync("\r\n");
        (await talk.ReadToAsync("a")).ShouldHaveSingleItem().ShouldStartWith("NO [AUTHENTICATIONFAILED]");
    }

    [Fact]
    public async Task A_client_may_give_up_and_may_not_write_nonsense()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync("a AUTHENTICATE PLAIN\r\n*\r\nb AUTHENTICATE PLAIN\r\n!!!\r\nc AUTHENTICATE CRAM-MD5\r\n");
        (await talk.ReadToAsync("a"))[^1].ShouldStartWith("BAD ");
        (await talk.ReadToAsync("b"))[^1].ShouldStartWith("BAD ");
        (await talk.ReadToAsync("c"))[^1].ShouldStartWith("NO ");
    }

    [Fact]
    public async Task Without_SASL_IR_a_response_at_once_is_refused()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Without("SASL-IR"));
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        (await talk.AskAsync($"AUTHENTICATE PLAIN {Base64("\0dmartin\0secret")}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task Where_TLS_is_required_nobody_logs_in_without_it()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { RequiresTls = true }));
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        var capabilities = (await talk.AskAsync("CAPABILITY"))[0];
        capabilities.ShouldContain(" LOGINDISABLED");
        capabilities.ShouldNotContain("AUTH=");
        (await talk.AskAsync("LOGIN dmartin secret")).ShouldHaveSingleItem().ShouldStartWith("NO [PRIVACYREQUIRED]");
        (await talk.AskAsync("AUTHENTICATE PLAIN")).ShouldHaveSingleItem().ShouldStartWith("NO [PRIVACYREQUIRED]");
    }

    [Fact]
    public async Task A_server_may_hang_up_after_a_failed_login()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { LoginAttempts = 1 }));
        await using var talk = await ImapTalk.ConnectAsync(server);
        var answer = await talk.AskAsync("LOGIN dmartin wrong");
        answer[0].ShouldStartWith("* BYE");
        answer[^1].ShouldStartWith("NO [AUTHENTICATIONFAILED]");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task LOGIN_may_be_disabled_where_other_ways_are_not()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { Extensions = p.Extensions.Add("LOGINDISABLED") }));
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        (await talk.AskAsync("CAPABILITY"))[0].ShouldContain(" LOGINDISABLED");
        (await talk.AskAsync("LOGIN dmartin secret")).ShouldHaveSingleItem().ShouldStartWith("NO ");
        (await talk.AskAsync("AUTHENTICATE PLAIN AGRtYXJ0aW4Ac2VjcmV0"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("CAPABILITY"))[0].ShouldNotContain("LOGINDISABLED");
    }
}
