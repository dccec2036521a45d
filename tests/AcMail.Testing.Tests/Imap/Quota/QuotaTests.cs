using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Quota;

public sealed class QuotaTests
{
    [Fact]
    public async Task Usage_is_told_in_units_of_1024_octets_rounded_up()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        (user.StorageLimit, user.MessageLimit) = (10 * 1024 + 1, 3);
        user.Inbox.Add(new byte[2049]);
        user.CreateMailbox("Sent").Add(new byte[1]);
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("GETQUOTAROOT inbox")).ShouldBe(
            ["* QUOTAROOT INBOX \"User quota\"", "* QUOTA \"User quota\" (STORAGE 3 11 MESSAGE 2 3)", "OK done."]);
        (await talk.AskAsync("GETQUOTA \"User quota\""))[0].ShouldBe("* QUOTA \"User quota\" (STORAGE 3 11 MESSAGE 2 3)");
        (await talk.AskAsync("GETQUOTA other")).ShouldHaveSingleItem().ShouldStartWith("NO ");
        (await talk.AskAsync("GETQUOTAROOT Nothing")).ShouldHaveSingleItem().ShouldStartWith("NO ");
    }

    [Fact]
    public async Task Without_limits_there_are_no_resources()
    {
        await using var server = MailServer.Start();
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("GETQUOTAROOT INBOX"))[1].ShouldBe("* QUOTA \"User quota\" ()");
    }

    [Theory]
    [InlineData(10L, null)]
    [InlineData(null, 1L)]
    public async Task What_exceeds_a_limit_is_refused(long? storage, long? messages)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        (user.StorageLimit, user.MessageLimit) = (storage, messages);
        await using var talk = await ImapTalk.LoginAsync(server, user);
        (await talk.AskAsync("APPEND INBOX {10+}\r\n0123456789"))[^1].ShouldStartWith("OK ");
        (await talk.AskAsync("APPEND INBOX {1+}\r\nx")).ShouldHaveSingleItem().ShouldStartWith("NO [OVERQUOTA]");
    }
}
