using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Session;

public sealed class CapabilityTests
{
    [Fact]
    public async Task Capabilities_change_with_the_state()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        var before = Words((await talk.AskAsync("CAPABILITY"))[0]);
        before.ShouldContain("STARTTLS");
        before.ShouldContain("AUTH=PLAIN");
        before.ShouldContain("APPENDLIMIT=67108864");
        await talk.AskAsync("LOGIN dmartin secret");
        var after = Words((await talk.AskAsync("CAPABILITY"))[0]);
        after.ShouldNotContain("STARTTLS");
        after.ShouldNotContain("AUTH=PLAIN");
        after.ShouldContain("QRESYNC");
    }

    [Fact]
    public async Task A_server_may_tell_fewer_before_login_and_none_unasked()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with
        {
            ExtensionsBeforeLogin = p.Extensions.Intersect(["ID", "LITERAL+"]), GreetsWithCapabilities = false, TellsCapabilitiesAfterLogin = false,
        }));
        server.AddUser("dmartin");
        await using var talk = await ImapTalk.ConnectAsync(server);
        (await talk.AskAsync("CAPABILITY"))[0].ShouldBe("* CAPABILITY IMAP4rev1 ID LITERAL+");
        (await talk.AskAsync("LOGIN dmartin secret")).ShouldHaveSingleItem().ShouldBe("OK Logged in.");
        (await talk.AskAsync("CAPABILITY"))[0].ShouldContain(" QRESYNC ");
    }

    [Theory]
    [InlineData("IDLE", "IDLE")]
    [InlineData("ID", "ID NIL")]
    [InlineData("NAMESPACE", "NAMESPACE")]
    [InlineData("ENABLE", "ENABLE CONDSTORE")]
    [InlineData("UNSELECT", "UNSELECT")]
    [InlineData("QUOTA", "GETQUOTAROOT INBOX")]
    [InlineData("COMPRESS=DEFLATE", "COMPRESS DEFLATE")]
    [InlineData("CONDSTORE", "SELECT INBOX (CONDSTORE)")]
    [InlineData("CONDSTORE", "STATUS INBOX (HIGHESTMODSEQ)")]
    [InlineData("QRESYNC", "SELECT INBOX (QRESYNC (1 1))")]
    [InlineData("LIST-EXTENDED", "LIST (SUBSCRIBED) \"\" *")]
    [InlineData("LIST-EXTENDED", "LIST \"\" (a b)")]
    [InlineData("LIST-STATUS", "LIST \"\" * RETURN (STATUS (MESSAGES))")]
    [InlineData("SPECIAL-USE", "LIST (SPECIAL-USE) \"\" *")]
    [InlineData("CREATE-SPECIAL-USE", "CREATE Sent (USE (\\Sent))")]
    [InlineData("STATUS=SIZE", "STATUS INBOX (SIZE)")]
    [InlineData("OBJECTID", "STATUS INBOX (MAILBOXID)")]
    [InlineData("APPENDLIMIT", "STATUS INBOX (APPENDLIMIT)")]
    public async Task What_an_extension_brings_is_unknown_without_it(string extension, string command)
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Without(extension));
        await using var talk = await ImapTalk.SelectAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync(command)).ShouldHaveSingleItem().ShouldStartWith("BAD ");
        Words((await talk.AskAsync("CAPABILITY"))[0]).ShouldNotContain(extension);
    }

    [Fact]
    public void What_needs_an_extension_goes_with_it()
    {
        var without = ServerProfile.Full.Imap.Without("ENABLE", "QUOTA").Extensions;
        without.ShouldNotContain("QRESYNC");
        without.ShouldNotContain("UTF8=ACCEPT");
        without.ShouldNotContain("QUOTA=RES-MESSAGE");
        without.ShouldContain("CONDSTORE");
    }

    [Fact]
    public async Task ENABLE_tells_what_it_turned_on()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Without("UTF8=ACCEPT"));
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("ENABLE qresync X-OTHER UTF8=ACCEPT"))[0].ShouldBe("* ENABLED QRESYNC");
        (await talk.AskAsync("ENABLE QRESYNC CONDSTORE"))[0].ShouldBe("* ENABLED");
    }

    [Fact]
    public async Task The_server_names_itself_and_its_namespace()
    {
        await using var server = MailServer.Start(o => o.Profile = Profiles.Imap(p => p with { PersonalPrefix = "INBOX.", Delimiter = '.' }));
        await using var talk = await ImapTalk.LoginAsync(server, server.AddUser("dmartin"));
        (await talk.AskAsync("ID (\"name\" \"a client\" \"version\" NIL)"))[0].ShouldBe("* ID (\"name\" \"AcMail.Testing\")");
        (await talk.AskAsync("NAMESPACE"))[0].ShouldBe("* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL");
        (await talk.AskAsync("CREATE Sent")).ShouldHaveSingleItem().ShouldStartWith("NO [CANNOT]");
        (await talk.AskAsync("CREATE INBOX.Sent")).ShouldHaveSingleItem().ShouldStartWith("OK ");
    }

    static string[] Words(string line) => line.Split(' ');
}
