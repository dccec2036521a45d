using System.Text;

namespace AcMail.Testing.Tests.Hostile;

public sealed class SmtpHostileTests
{
    const string Hello = "EHLO x\r\nAUTH PLAIN AGRtYXJ0aW4Ac2VjcmV0\r\n";
    const string Mail = Hello + "MAIL FROM:<dmartin@localhost>\r\n";

    public static TheoryData<string, string> Commands => new()
    {
        { "", "MAIL FROM:<dmartin@localhost>\r\n" },
        { "", "EHLO\r\n" },
        { "", "BREAKFAST\r\n" },
        { "", "\r\n" },
        { "", "\0\0\r\n" },
        { "", new string('y', 1_000_000) + "\r\n" },
        { Hello, "RCPT TO:<a@x>\r\n" },
        { Hello, "DATA\r\n" },
        { Hello, "MAIL FROM:\r\n" },
        { Hello, "MAIL FROM:<a\r\n" },
        { Hello, "MAIL FROM:<" + new string('@', 5_000) + ">\r\n" },
        { Hello, "MAIL FROM:<dmartin@localhost> SIZE=4294967296\r\n" },
        { Hello, "MAIL FROM:<dmartin@localhost> SIZE=99999999999999999999999\r\n" },
        { Hello, "MAIL FROM:<dmartin@localhost> BREAKFAST=1\r\n" },
        { Hello, "AUTH PLAIN AGRtYXJ0aW4Ac2VjcmV0\r\n" },
        { Hello, "BDAT 3 LAST\r\nabc" },
        { Mail, "MAIL FROM:<dmartin@localhost>\r\n" },
        { Mail, "RCPT TO:<>\r\n" },
        { Mail, "DATA now\r\n" },
        { Mail, "BDAT\r\n" },
        { Mail, "BDAT -5\r\n" },
        { Mail, "BDAT 99999999999999999999999 LAST\r\n" },
    };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_command_ends_in_5xx(string before, string command)
    {
        await using var server = Start();
        var heard = await HostileClient.SayAsync(server, WireProtocol.Smtp, Encoding.UTF8.GetBytes(before + command));
        heard.Split("\r\n")[^2].ShouldStartWith("5");
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DATA\r\nSubject: x\r\n\r\nno end\r\n.")]
    [InlineData("DATA\r\n")]
    [InlineData("BDAT 4294967296 LAST\r\nSubject: x\r\n")]
    [InlineData("BDAT 10 LAST\r\nabc")]
    [InlineData("BDAT 3\r\nabc")]
    public async Task A_message_that_is_left_unfinished_is_not_accepted(string octets)
    {
        await using var server = Start();
        await HostileClient.SayAsync(server, WireProtocol.Smtp, Encoding.UTF8.GetBytes($"{Mail}RCPT TO:<dmartin@localhost>\r\n{octets}"));
        server.UnhandledErrors.ShouldBeEmpty();
        server.Submissions.ShouldBeEmpty();
    }

    static MailServer Start()
    {
        var server = MailServer.Start();
        server.AddUser("dmartin");
        return server;
    }
}
