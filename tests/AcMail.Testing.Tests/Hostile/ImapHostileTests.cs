using System.Text;

namespace AcMail.Testing.Tests.Hostile;

public sealed class ImapHostileTests
{
    const string LogIn = "l LOGIN dmartin secret\r\n";
    const string Select = LogIn + "s SELECT INBOX\r\n";

    public static TheoryData<string, string> Commands => new()
    {
        { "", "x FETCH 1 FLAGS\r\n" },
        { "", "x SELECT INBOX\r\n" },
        { "", "x LOGIN dmartin\r\n" },
        { "", "x LOGIN {4294967296}\r\n" },
        { "", "x LOGIN {99999999999999999999999}\r\n" },
        { "", "x LOGIN {-1}\r\n" },
        { "", "x NOOP surplus\r\n" },
        { "", "x \r\n" },
        { "", "x  NOOP\r\n" },
        { "", "x UID\r\n" },
        { "", "x UID NOOP\r\n" },
        { "", "x BREAKFAST\r\n" },
        { "", "x NO\0OP\r\n" },
        { "", "x AUTHENTICATE\r\n" },
        { "", "x AUTHENTICATE PLAIN !!!\r\n" },
        { "", "x LOGIN \"dmartin secret\r\n" },
        { "", "x LOGIN \"d\\martin\" secret\r\n" },
        { LogIn, "x LOGIN dmartin secret\r\n" },
        { LogIn, "x STARTTLS now\r\n" },
        { LogIn, "x FETCH 1 FLAGS\r\n" },
        { LogIn, "x APPEND INBOX {4294967296}\r\n" },
        { LogIn, "x APPEND INBOX {4294967295}\r\n" },
        { LogIn, "x APPEND INBOX (\\Seen {3}\r\nabc\r\n" },
        { LogIn, "x APPEND INBOX \"yesterday\" {3+}\r\nabc\r\n" },
        { LogIn, "x LIST \"\" (((((((((\r\n" },
        { LogIn, "x STATUS INBOX (BREAKFAST)\r\n" },
        { LogIn, "x STATUS INBOX (" + new string('(', 50_000) + "\r\n" },
        { LogIn, "x CREATE \"a\0b\"\r\n" },
        { Select, "x FETCH 1:* (FLAGS\r\n" },
        { Select, "x FETCH 0 FLAGS\r\n" },
        { Select, "x FETCH 1, FLAGS\r\n" },
        { Select, "x FETCH 99999999999999999999 FLAGS\r\n" },
        { Select, "x FETCH 1 BODY[1.2.3\r\n" },
        { Select, "x FETCH 1 BODY[]<5\r\n" },
        { Select, "x FETCH 1 BODY[HEADER.FIELDS ()]\r\n" },
        { Select, "x FETCH 1 " + new string('(', 50_000) + "\r\n" },
        { Select, "x SEARCH " + new string('(', 50_000) + "\r\n" },
        { Select, "x SEARCH " + string.Concat(Enumerable.Repeat("NOT ", 12_000)) + "ALL\r\n" },
        { Select, "x SEARCH " + string.Concat(Enumerable.Repeat("OR ALL ", 8_000)) + "ALL\r\n" },
        { Select, "x SEARCH SINCE 99-Foo-2026\r\n" },
        { Select, "x STORE 1 FLAGS (" + new string('(', 50_000) + "\r\n" },
        { Select, "x STORE 1 +FLAGS (\\Recent \\)\r\n" },
        { Select, "x COPY 1\r\n" },
        { Select, "x UID EXPUNGE\r\n" },
        { Select, "x IDLE\r\nNOT DONE\r\n" },
        { Select, "x " + new string('y', 1_000_000) + "\r\n" },
        { Select, "x SEARCH SUBJECT \"" + new string('y', 1_000_000) + "\"\r\n" },
        { Select, "x SEARCH SUBJECT {3000000+}\r\n" + new string('y', 3_000_000) + "\r\n" },
    };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_command_ends_in_a_tagged_BAD(string before, string command)
    {
        await using var server = Start();
        var heard = await HostileClient.SayAsync(server, WireProtocol.Imap, Encoding.Latin1.GetBytes(before + command));
        heard.Split("\r\n").Last(l => l.StartsWith("x ", StringComparison.Ordinal)).ShouldStartWith("x BAD");
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x LOGIN {10}\r\ndmar")]
    [InlineData("x LOGIN {10+}\r\ndmar")]
    [InlineData("x LOGIN {10}\r\n")]
    [InlineData("x LOGIN dmartin")]
    [InlineData("x AUTHENTICATE PLAIN\r\nAGRt")]
    [InlineData(LogIn + "x APPEND INBOX {1000+}\r\nSubject: x\r\n")]
    [InlineData(LogIn + "x APPEND INBOX {4000000000+}\r\nSubject: x\r\n")]
    [InlineData(Select + "x IDLE\r\nDO")]
    public async Task What_is_left_unfinished_has_no_effect(string octets)
    {
        await using var server = Start();
        await HostileClient.SayAsync(server, WireProtocol.Imap, Encoding.Latin1.GetBytes(octets));
        server.UnhandledErrors.ShouldBeEmpty();
        server.Users.Single().Inbox.Messages.Count.ShouldBe(3);
    }

    [Fact]
    public async Task After_a_line_that_is_too_long_the_session_goes_on()
    {
        await using var server = Start();
        var heard = await HostileClient.SayAsync(
            server, WireProtocol.Imap, Encoding.Latin1.GetBytes($"a NOOP {new string('y', 1_000_000)}\r\nb NOOP\r\nc LOGOUT\r\n"));
        heard.ShouldContain("a BAD");
        heard.ShouldContain("b OK");
        heard.ShouldContain("c OK");
    }

    [Fact]
    public async Task A_line_without_end_takes_no_memory()
    {
        await using var server = Start();
        var part = new byte[1024 * 1024];
        Array.Fill(part, (byte)'y');
        await HostileClient.SayAsync(server, WireProtocol.Imap, Enumerable.Repeat<ReadOnlyMemory<byte>>(part, 200));
        server.Counters.Imap.OctetsIn.ShouldBe(200L * 1024 * 1024);
        server.Sessions[0].Entries.Sum(e => e.Octets.Length).ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n")]
    [InlineData("message/rfc822", "")]
    public async Task A_message_that_is_nested_too_deep_is_described_as_far_as_it_can_be(string type, string between)
    {
        await using var server = Start();
        var message = string.Concat(Enumerable.Repeat($"Content-Type: {type}\r\n\r\n{between}", 20_000)) + "Subject: at last\r\n\r\n";
        server.Users.Single().Inbox.Add(Encoding.ASCII.GetBytes(message));
        var heard = await HostileClient.SayAsync(
            server, WireProtocol.Imap, Encoding.ASCII.GetBytes(Select + "x FETCH 4 (BODYSTRUCTURE ENVELOPE BODY[1.1.1.1.MIME])\r\ny SEARCH BODY last\r\n"));
        heard.ShouldContain("x OK");
        heard.ShouldContain("y OK");
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_of_Gmail_that_negates_without_end_is_answered()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Gmail);
        server.AddUser("dmartin").Inbox.Add("Subject: x\r\n\r\n"u8.ToArray());
        var query = new string('-', 1_000_000) + "is:unread";
        var heard = await HostileClient.SayAsync(
            server, WireProtocol.Imap, Encoding.ASCII.GetBytes($"{Select}x SEARCH X-GM-RAW {{{query.Length}}}\r\n{query}\r\n"));
        heard.ShouldContain("* SEARCH 1\r\nx OK");
    }

    static MailServer Start()
    {
        var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        for (var i = 0; i < 3; i++) user.Inbox.Add(Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\nbody\r\n"));
        return server;
    }
}
