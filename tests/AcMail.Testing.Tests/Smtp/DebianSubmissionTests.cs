using System.Text;

namespace AcMail.Testing.Tests.Smtp;

/// <summary>msmtp, swaks and curl hand a message over.</summary>
public sealed class DebianSubmissionTests
{
    const string Message = "Subject: un\n\nBonjour\n.\n..deux\nété\n";

    [Theory]
    [InlineData("plain", true)]
    [InlineData("login", true)]
    [InlineData("xoauth2", true)]
    [InlineData("oauthbearer", true)]
    [InlineData("plain", false)]
    public async Task Msmtp_sends_with_STARTTLS_and_over_TLS(string mechanism, bool startTls)
    {
        using var msmtp = new DebianProgram("msmtp", "msmtp");
        await using var server = Start();
        var configuration = msmtp.Write("msmtprc", $"""
            account acmail
            host localhost
            port {(startTls ? server.SubmissionPort : server.SubmissionsPort)}
            from {SmtpTest.Address}
            auth {mechanism}
            user dmartin
            password secret
            tls on
            tls_starttls {(startTls ? "on" : "off")}
            tls_trust_file {msmtp.WriteAuthority()}
            dsn_notify failure,delay
            dsn_return headers

            """);
        await msmtp.RunAsync(Message, "-C", configuration, "-a", "acmail", SmtpTest.Tutor, SmtpTest.Address);
        var submission = server.Submissions.Single();
        (submission.User, submission.Sender).ShouldBe(("dmartin", SmtpTest.Address));
        // Its newer versions ask for SMTPUTF8 as well.
        submission.Parameters.Except(["SMTPUTF8"]).ShouldBe(["RET=HDRS"]);
        submission.Recipients.ShouldAllBe(r => r.Parameters.Contains("NOTIFY=FAILURE,DELAY"));
        Text(submission).ShouldEndWith(Message.ReplaceLineEndings("\r\n"));
        server.Users.Single().Inbox.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Msmtp_says_why_it_was_refused()
    {
        using var msmtp = new DebianProgram("msmtp", "msmtp");
        await using var server = Start();
        var (code, output) = await msmtp.TryAsync(
            Message, "--host=127.0.0.1", $"--port={server.SubmissionPort}", "--from=" + SmtpTest.Address, SmtpTest.Tutor);
        code.ShouldNotBe(0);
        output.ShouldContain("530 5.7.0 Authentication required.");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Swaks_sends_with_STARTTLS(string mechanism)
    {
        using var swaks = new DebianProgram("swaks", "swaks");
        await using var server = Start();
        await swaks.RunAsync(
            null, "--server", "localhost", "--port", $"{server.SubmissionPort}", "--tls", "--tls-verify", "--tls-ca-path",
            swaks.WriteAuthority(), "--auth", mechanism, "--auth-user", "dmartin", "--auth-password", "secret", "--from", SmtpTest.Address,
            "--to", SmtpTest.Tutor, "--body", "Bonjour\n.\n");
        Text(server.Submissions.Single()).ShouldContain("\r\nBonjour\r\n.\r\n");
    }

    [Fact]
    public async Task Swaks_pipelines()
    {
        using var swaks = new DebianProgram("swaks", "swaks");
        await using var server = Start();
        await swaks.RunAsync(
            null, "--server", "localhost", "--port", $"{server.SubmissionPort}", "--pipeline", "--auth-user", "dmartin", "--auth-password",
            "secret", "--from", SmtpTest.Address, "--to", $"{SmtpTest.Tutor},{SmtpTest.Address}");
        server.Submissions.Single().Recipients.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("PLAIN", "-u", "dmartin:secret")]
    [InlineData("LOGIN", "-u", "dmartin:secret")]
    [InlineData("XOAUTH2", "-u", "dmartin:", "--oauth2-bearer", "secret")]
    [InlineData("OAUTHBEARER", "-u", "dmartin:", "--oauth2-bearer", "secret")]
    public async Task Curl_sends_with_STARTTLS(string mechanism, params string[] credentials)
    {
        using var curl = new DebianProgram("curl", "curl");
        await using var server = Start();
        var message = curl.Write("message", Message.ReplaceLineEndings("\r\n"));
        await curl.RunAsync(
            null,
            ["-sS", "--ssl-reqd", "--cacert", curl.WriteAuthority(), "--login-options", $"AUTH={mechanism}", .. credentials, "--mail-from",
                SmtpTest.Address, "--mail-rcpt", SmtpTest.Tutor, "-T", message, $"smtp://localhost:{server.SubmissionPort}/client"]);
        Text(server.Submissions.Single()).ShouldBe(Message.ReplaceLineEndings("\r\n"));
    }

    static MailServer Start()
    {
        var server = MailServer.Start();
        server.AddUser("dmartin", "secret", SmtpTest.Address);
        return server;
    }

    static string Text(ReceivedSubmission submission) => Encoding.UTF8.GetString(submission.Content.Span);
}
