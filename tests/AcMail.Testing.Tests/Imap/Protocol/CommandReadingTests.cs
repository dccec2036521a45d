using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Protocol;

public sealed class CommandReadingTests
{
    [Fact]
    public async Task A_literal_is_asked_for()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync("a LOGIN {7}\r\n");
        (await talk.ReadAsync()).ShouldStartWith("+ ");
        await talk.SendAsync("dmartin {6}\r\n");
        (await talk.ReadAsync()).ShouldStartWith("+ ");
        await talk.SendAsync("secret\r\n");
        (await talk.ReadToAsync("a")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_literal_that_does_not_wait_is_not_asked_for()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync("a LOGIN {7+}\r\ndmartin {6+}\r\nsecret\r\n");
        (await talk.ReadToAsync("a")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task Without_the_extension_such_a_literal_is_passed_over_and_refused()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Without("LITERAL+", "IMAP4rev2"));
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync("a LOGIN {7+}\r\ndmartin {6+}\r\nsecret\r\nb NOOP\r\n");
        (await talk.ReadToAsync("a")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.ReadToAsync("b")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_literal_that_is_too_large_is_refused_before_it_is_sent()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { AppendLimit = 1000 }));
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("APPEND INBOX {100000}")).ShouldHaveSingleItem().ShouldStartWith("NO [TOOBIG]");
        (await talk.AskAsync("APPEND INBOX {4294967295}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.AskAsync("SELECT {99999999999999999999999}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
    }

    [Fact]
    public async Task A_literal_that_is_too_large_and_comes_anyway_is_passed_over()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { AppendLimit = 1000 }));
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync($"APPEND INBOX {{100000+}}\r\n{new string('x', 100_000)}")).ShouldHaveSingleItem().ShouldStartWith("NO [TOOBIG]");
        (await talk.AskAsync("NOOP")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_literal_that_nobody_would_read_ends_the_session()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("APPEND INBOX {4294967295+}")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.ReadAsync()).ShouldStartWith("* BYE");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a NO\0OP")]
    [InlineData("a LOGIN dmartin {3+}\r\na\0b")]
    [InlineData("a")]
    [InlineData("a NOOP x")]
    [InlineData("a NOPE")]
    [InlineData("a UID NOOP")]
    [InlineData("a  NOOP")]
    [InlineData("a SELECT INBOX")]
    [InlineData("a LOGIN dmartin")]
    [InlineData("a LOGIN \"dmartin secret")]
    [InlineData("(a) NOOP")]
    [InlineData("+ NOOP")]
    [InlineData("")]
    public async Task What_is_no_command_is_answered_by_BAD_and_the_next_one_is_heard(string line)
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync($"{line}\r\n");
        (await talk.ReadAsync()).ShouldMatch("^(a|\\*) BAD .");
        (await talk.AskAsync("NOOP")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task A_line_of_a_megabyte_is_refused_and_the_next_one_is_heard()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync($"a LOGIN {new string('x', 1_000_000)}\r\n");
        (await talk.ReadAsync()).ShouldContain(" BAD ");
        (await talk.AskAsync("NOOP")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    [Fact]
    public async Task Too_many_errors_end_the_session_where_the_profile_says_so()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { BadCommands = 2 }));
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.AskAsync("NOPE");
        (await talk.AskAsync("NOPE")).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        (await talk.ReadAsync()).ShouldStartWith("* BYE");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Commands_sent_together_are_answered_in_order()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.ConnectAsync(server);
        await talk.SendAsync("a NOOP\r\nb CAPABILITY\r\nc LOGOUT\r\n");
        (await talk.ReadAsync()).ShouldStartWith("a OK");
        (await talk.ReadToAsync("b")).Count.ShouldBe(2);
        (await talk.ReadToAsync("c"))[0].ShouldStartWith("* BYE");
        (await talk.IsClosedAsync()).ShouldBeTrue();
    }
}
