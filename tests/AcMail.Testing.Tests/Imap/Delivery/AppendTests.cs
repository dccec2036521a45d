using System.Text;
using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Delivery;

public sealed class AppendTests
{
    [Fact]
    public async Task A_message_is_kept_as_it_was_sent()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.SelectAsync(server, user);
        var answer = await talk.AskAsync("APPEND INBOX (\\Seen kw) \" 7-Jan-2026 09:05:00 +0130\" {9+}\r\na: b\r\n\r\nc");
        answer.ShouldBe(
        [
            @"* FLAGS (\Answered \Flagged \Deleted \Seen \Draft kw)", @"* OK [PERMANENTFLAGS (\Answered \Flagged \Deleted \Seen \Draft kw \*)] Flags permitted",
            "* 1 EXISTS", "* 1 RECENT", $"OK [APPENDUID {user.Inbox.UidValidity} 1] done.",
        ]);
        var message = user.Inbox.Messages.ShouldHaveSingleItem();
        Encoding.ASCII.GetString(message.Content.Span).ShouldBe("a: b\r\n\r\nc");
        message.Flags.ShouldBe(FlagSet.Of(@"\Seen", "kw"));
        message.InternalDate.ShouldBe(new(2026, 1, 7, 9, 5, 0, new(1, 30, 0)));
        message.InternalDate.Offset.ShouldBe(new(1, 30, 0));
    }

    [Theory]
    [InlineData("APPEND Nothing {1+}\r\nx", "NO [TRYCREATE]")]
    [InlineData("APPEND Level {1+}\r\nx", "NO [TRYCREATE]")]
    [InlineData("APPEND INBOX {0+}\r\n", "NO ")]
    [InlineData("APPEND INBOX (\\Recent) {1+}\r\nx", "BAD ")]
    [InlineData("APPEND INBOX (\\Seen {1+}\r\nx", "BAD ")]
    [InlineData("APPEND INBOX \"32-Jan-2026 09:05:00 +0130\" {1+}\r\nx", "BAD ")]
    [InlineData("APPEND INBOX \"07-Jan-2026 09:05:00 +0160\" {1+}\r\nx", "BAD ")]
    [InlineData("APPEND INBOX \"07-Jan-2026\" {1+}\r\nx", "BAD ")]
    [InlineData("APPEND INBOX \"x\"", "BAD ")]
    [InlineData("APPEND INBOX ~{1+}\r\nx", "BAD ")]
    [InlineData("APPEND INBOX UTF8 (~{1+}\r\nx)", "BAD ")]
    [InlineData("APPEND INBOX {1+}\r\nx {1+}\r\ny", "BAD ")]
    [InlineData("APPEND INBOX {1+}\r\n\0", "BAD ")]
    public async Task What_cannot_be_kept_is_refused(string command, string answer)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.CreateMailbox("Level").IsSelectable = false;
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith(answer);
        user.Inbox.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_in_UTF8_comes_as_a_literal8()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        await talk.AskAsync("ENABLE UTF8=ACCEPT");
        (await talk.AskAsync("APPEND INBOX UTF8 (~{3+}\r\na\0b)"))[^1].ShouldStartWith("OK [APPENDUID");
        user.Inbox.Messages.ShouldHaveSingleItem().Size.ShouldBe(3);
    }

    [Fact]
    public async Task A_large_message_arrives_whole()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        await using var talk = await ImapTalk.LoginAsync(server, user);
        var content = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i:x8}"));
        (await talk.AskAsync($"APPEND INBOX {{{content.Length}+}}\r\n{content}"))[^1].ShouldStartWith("OK ");
        Encoding.ASCII.GetString(user.Inbox.Messages[0].Content.Span).ShouldBe(content);
    }

    [Fact]
    public async Task Without_UIDPLUS_the_UID_is_not_told()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Without("UIDPLUS"));
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("APPEND INBOX {1+}\r\nx")).ShouldBe(["OK done."]);
    }
}
