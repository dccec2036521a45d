namespace AcMail.Testing.Tests.Pop3;

public sealed class CurlPop3Tests
{
    [Theory]
    [InlineData("PLAIN", "-u", "dmartin:secret")]
    [InlineData("LOGIN", "-u", "dmartin:secret")]
    [InlineData("+APOP", "-u", "dmartin:secret")]
    [InlineData("XOAUTH2", "-u", "dmartin:", "--oauth2-bearer", "secret")]
    [InlineData("OAUTHBEARER", "-u", "dmartin:", "--oauth2-bearer", "secret")]
    public async Task A_message_is_listed_fetched_and_deleted(string mechanism, params string[] credentials)
    {
        using var curl = new DebianProgram("curl", "curl");
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Pop3 = Pop3Samples.WithApop });
        var messages = Pop3Samples.Fill(server);
        string[] common = ["-sS", "--ssl-reqd", "--cacert", curl.WriteAuthority(), "--login-options", $"AUTH={mechanism}", .. credentials];
        var url = $"pop3://localhost:{server.Pop3Port}/";
        (await curl.RunAsync(null, [.. common, url])).ShouldStartWith($"1 {messages[0].Length}\r\n2 ");
        (await curl.RunAsync(null, [.. common, url + "2"])).ShouldBe(messages[1]);
        (await curl.RunAsync(null, [.. common, "-X", "TOP 1 0", url])).ShouldEndWith("<un@ac-lyon.fr>\r\n\r\n");
        await curl.RunAsync(null, [.. common, "-X", "DELE", "-l", url + "1"]);
        server.Users.Single().Inbox.Messages.Count.ShouldBe(messages.Count - 1);
    }

    [Fact]
    public async Task Implicit_TLS_has_a_port_of_its_own()
    {
        using var curl = new DebianProgram("curl", "curl");
        await using var server = MailServer.Start();
        var messages = Pop3Samples.Fill(server);
        var url = $"pop3s://localhost:{server.Pop3sPort}/3";
        (await curl.RunAsync(null, "-sS", "--cacert", curl.WriteAuthority(), "-u", "dmartin:secret", url)).ShouldBe(messages[2]);
    }
}
