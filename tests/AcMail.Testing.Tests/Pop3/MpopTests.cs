namespace AcMail.Testing.Tests.Pop3;

public sealed class MpopTests
{
    [Theory]
    [InlineData("user", "on")]
    [InlineData("plain", "off")]
    [InlineData("login", "auto")]
    [InlineData("apop", "on")]
    public async Task The_second_run_downloads_nothing(string mechanism, string pipelining)
    {
        using var mpop = new DebianProgram("mpop", "mpop");
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Pop3 = Pop3Samples.WithApop });
        var messages = Pop3Samples.Fill(server);
        var configuration = Configure(mpop, server, $"auth {mechanism}\npipelining {pipelining}\nkeep on");
        await mpop.RunAsync(null, "-C", configuration, "acmail");
        Delivered(mpop).ShouldBe(messages.Order());

        await mpop.RunAsync(null, "-C", configuration, "acmail");
        Directory.GetFiles(Path.Combine(mpop.Home, "Mail", "new")).Length.ShouldBe(messages.Count);
    }

    [Fact]
    public async Task Messages_that_are_not_kept_leave_the_server()
    {
        using var mpop = new DebianProgram("mpop", "mpop");
        await using var server = MailServer.Start();
        var messages = Pop3Samples.Fill(server);
        await mpop.RunAsync(null, "-C", Configure(mpop, server, "keep off"), "acmail");
        Delivered(mpop).ShouldBe(messages.Order());
        server.Users.Single().Inbox.Messages.ShouldBeEmpty();
    }

    static string Configure(DebianProgram mpop, MailServer server, string settings)
    {
        foreach (var directory in new[] { "new", "cur", "tmp" }) Directory.CreateDirectory(Path.Combine(mpop.Home, "Mail", directory));
        return mpop.Write("mpoprc", $"""
            account acmail
            host localhost
            port {server.Pop3Port}
            user dmartin
            password secret
            tls on
            tls_starttls on
            tls_trust_file {mpop.WriteAuthority()}
            received_header off
            uidls_file {mpop.Home}/uidls
            delivery maildir {mpop.Home}/Mail
            {settings}

            """);
    }

    // mpop writes lines with LF.
    static IEnumerable<string> Delivered(DebianProgram mpop) =>
        Directory.GetFiles(Path.Combine(mpop.Home, "Mail", "new")).Select(f => File.ReadAllText(f).ReplaceLineEndings("\r\n")).Order();
}
