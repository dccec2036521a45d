using System.Text;

namespace AcMail.Testing.Tests.Hostile;

public sealed class Pop3HostileTests
{
    const string LogIn = "USER dmartin\r\nPASS secret\r\n";

    public static TheoryData<string, string> Commands => new()
    {
        { "", "STAT\r\n" },
        { "", "RETR 1\r\n" },
        { "", "USER\r\n" },
        { "", "PASS secret\r\n" },
        { "", "BREAKFAST\r\n" },
        { "", "\r\n" },
        { "", "\0\0\0\r\n" },
        { "", "AUTH BREAKFAST\r\n" },
        { "", "AUTH PLAIN !!!\r\n" },
        { "", "CAPA all\r\n" },
        { "", new string('y', 1_000_000) + "\r\n" },
        { LogIn, "USER dmartin\r\n" },
        { LogIn, "RETR\r\n" },
        { LogIn, "RETR 0\r\n" },
        { LogIn, "RETR -1\r\n" },
        { LogIn, "RETR 99999999999999999999\r\n" },
        { LogIn, "RETR 1 2\r\n" },
        { LogIn, "TOP 1\r\n" },
        { LogIn, "TOP 1 -1\r\n" },
        { LogIn, "TOP 1 99999999999999999999\r\n" },
        { LogIn, "DELE 4\r\n" },
        { LogIn, "UIDL all\r\n" },
        { LogIn, "LIST ٣\r\n" },
        { LogIn, "RETR " + new string('1', 1_000_000) + "\r\n" },
    };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_command_ends_in_ERR(string before, string command)
    {
        await using var server = Start();
        var heard = await HostileClient.SayAsync(server, WireProtocol.Pop3, Encoding.UTF8.GetBytes(before + command));
        heard.Split("\r\n")[^2].ShouldStartWith("-ERR");
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LogIn + "DELE 1\r\n")]
    [InlineData(LogIn + "DELE 1\r\nQUIT")]
    [InlineData("AUTH PLAIN\r\nAGRt")]
    public async Task What_is_left_unfinished_has_no_effect(string octets)
    {
        await using var server = Start();
        await HostileClient.SayAsync(server, WireProtocol.Pop3, Encoding.UTF8.GetBytes(octets));
        server.UnhandledErrors.ShouldBeEmpty();
        server.Users.Single().Inbox.Messages.Count.ShouldBe(3);
    }

    static MailServer Start()
    {
        var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        for (var i = 0; i < 3; i++) user.Inbox.Add(Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\nbody\r\n"));
        return server;
    }
}
