using AcMail.Testing.Tests.Pop3;
using AcMail.Testing.Tests.Smtp;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Authentication;

/// <summary>What becomes of open sessions when the password changes, and when the token that they began with expires.</summary>
public sealed class ExpiryTests
{
    [Fact]
    public async Task A_new_password_counts_for_new_sessions_only()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var open = await ImapTalk.SelectAsync(server, user);
        user.Password = "other";
        (await open.AskAsync("NOOP"))[^1].ShouldStartWith("OK ");
        await using var late = await ImapTalk.ConnectAsync(server);
        (await late.AskAsync("LOGIN dmartin secret"))[^1].ShouldStartWith("NO ");
        (await late.AskAsync("LOGIN dmartin other"))[^1].ShouldStartWith("OK ");
    }

    [Fact]
    public async Task An_expired_IMAP_session_fails_every_command_but_LOGOUT_and_hears_of_nothing()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"));
        await using var talk = await ImapTalk.SelectAsync(server, user);
        user.Password = "fresh";
        user.ExpireSessions();
        user.Inbox.Add(Mail.Of("two"));
        foreach (var command in new[] { "NOOP", "UID FETCH 1 FLAGS", @"UID STORE 1 +FLAGS (\Deleted)", "EXPUNGE", "APPEND INBOX {3+}\r\nabc", "NONSENSE" })
            (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith("NO [AUTHENTICATIONFAILED] ");
        user.Inbox.Messages.Select(m => m.Flags.Count).ShouldBe([0, 0]);
        (await talk.AskAsync("LOGOUT"))[^1].ShouldStartWith("OK ");
        await using var next = await ImapTalk.SelectAsync(server, user);
        (await next.AskAsync("UID SEARCH ALL"))[0].ShouldBe("* SEARCH 1 2");
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gmail_says_goodbye_to_an_expired_session_at_its_next_command_and_at_once_when_it_is_idle()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Gmail);
        var user = server.AddUser("dmartin");
        await using var asking = await ImapTalk.SelectAsync(server, user);
        await using var idle = await ImapTalk.SelectAsync(server, user);
        await idle.SendAsync("i IDLE\r\n");
        (await idle.ReadAsync()).ShouldBe("+ idling");
        user.ExpireSessions();
        (await idle.ReadAsync()).ShouldBe("* BYE Session expired, please login again.");
        (await idle.IsClosedAsync()).ShouldBeTrue();
        await asking.SendAsync("n NOOP\r\n");
        (await asking.ReadAsync()).ShouldBe("* BYE Session expired, please login again.");
        (await asking.IsClosedAsync()).ShouldBeTrue();
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Elsewhere_an_idle_session_learns_it_at_DONE()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Exchange);
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.SelectAsync(server, user);
        await talk.SendAsync("i IDLE\r\n");
        (await talk.ReadAsync()).ShouldBe("+ idling");
        user.ExpireSessions();
        user.Inbox.Add(Mail.Of("one"));
        await talk.SendAsync("DONE\r\n");
        (await talk.ReadToAsync("i")).ShouldBe(["BAD User is authenticated but not connected."]);
    }

    [Fact]
    public async Task An_expired_POP3_session_deletes_nothing()
    {
        await using var test = new Pop3Test(messages: ["Subject: un\r\n\r\n"]);
        var client = await test.LogInAsync();
        (await client.AskAsync("DELE 1")).ShouldStartWith("+OK");
        test.User.ExpireSessions();
        (await client.AskAsync("NOOP")).ShouldStartWith("-ERR [AUTH] ");
        (await client.AskAsync("QUIT")).ShouldStartWith("-ERR [AUTH] ");
        (await client.ReadLineAsync()).ShouldBe("(closed)");
        test.User.Inbox.Messages.Count.ShouldBe(1);
        (await (await test.LogInAgainAsync()).AskAsync("STAT")).ShouldStartWith("+OK 1 ");
    }

    [Fact]
    public async Task An_expired_SMTP_session_sends_nothing_not_even_what_it_has_begun()
    {
        await using var test = new SmtpTest();
        var client = await test.BeginAsync();
        (await client.AskAsync("DATA")).ShouldStartWith("354");
        test.User.ExpireSessions();
        (await client.AskAsync("Subject: un\r\n\r\n.")).ShouldStartWith("530 5.7.0 ");
        (await client.AskAsync("NOOP")).ShouldStartWith("530 5.7.0 ");
        (await client.AskAsync("QUIT")).ShouldStartWith("221 ");
        test.Server.Submissions.ShouldBeEmpty();
        (await (await test.LogInAsync()).AskAsync("NOOP")).ShouldStartWith("250");
    }
}
