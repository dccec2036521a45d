using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AcMail.Testing.Tests.Smtp;

/// <summary>MailKit's client, with every extension on and with each one off.</summary>
public sealed class MailKitSmtpTests
{
    public static TheoryData<string> Extensions => ["", .. new SmtpProfile().Extensions];

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task A_message_is_sent_without(string extension)
    {
        await using var server = Start(new SmtpProfile { RequiresAuthentication = false }.Without(extension));
        using var client = await ConnectAsync(server);
        if (extension is not ("AUTH" or "EHLO")) await client.AuthenticateAsync("dmartin", "secret");
        await client.SendAsync(Message());
        await client.DisconnectAsync(quit: true);

        var submission = server.Submissions.Single();
        submission.Sender.ShouldBe(SmtpTest.Address);
        submission.Recipients.Select(r => r.Address).ShouldBe([SmtpTest.Tutor, SmtpTest.Address]);
        using var stream = new MemoryStream(submission.Content.ToArray());
        (await MimeMessage.LoadAsync(stream)).TextBody!.ReplaceLineEndings("\n").ShouldBe("Été\n.\n..\n");
        server.Users.Single().Inbox.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_announced_is_understood()
    {
        await using var server = Start(new());
        using var client = await ConnectAsync(server);
        client.Capabilities.ShouldBe(
            SmtpCapabilities.Authentication | SmtpCapabilities.BinaryMime | SmtpCapabilities.Chunking | SmtpCapabilities.Dsn
            | SmtpCapabilities.EightBitMime | SmtpCapabilities.EnhancedStatusCodes | SmtpCapabilities.Pipelining | SmtpCapabilities.Size
            | SmtpCapabilities.StartTLS | SmtpCapabilities.UTF8);
        client.MaxSize.ShouldBe(50u * 1024 * 1024);
    }

    [Fact]
    public async Task Every_mechanism_lets_in_who_knows_the_secret_only()
    {
        await using var server = Start(new());
        foreach (var secret in new[] { "secret", "wrong" })
        {
            SaslMechanism[] mechanisms =
            [
                new SaslMechanismPlain("dmartin", secret), new SaslMechanismLogin("dmartin", secret),
                new SaslMechanismOAuth2("dmartin", secret), new SaslMechanismOAuthBearer("dmartin", secret),
            ];
            foreach (var mechanism in mechanisms)
            {
                using var client = await ConnectAsync(server);
                var login = client.AuthenticateAsync(mechanism);
                if (secret == "secret") await login;
                else await Should.ThrowAsync<AuthenticationException>(login);
            }
        }
    }

    [Fact]
    public async Task An_international_sender_uses_SMTPUTF8()
    {
        await using var server = Start(new());
        using var client = await ConnectAsync(server);
        await client.AuthenticateAsync("dmartin", "secret");
        var options = FormatOptions.Default.Clone();
        options.International = true;
        var message = Message();
        message.To.Add(new MailboxAddress("Élève", "élève@ac-lyon.fr"));
        await client.SendAsync(options, message);
        var submission = server.Submissions.Single();
        submission.Parameters.ShouldContain("SMTPUTF8");
        submission.Recipients.Select(r => r.Address).ShouldContain("élève@ac-lyon.fr");
    }

    [Fact]
    public async Task A_large_message_goes_through_TLS()
    {
        await using var server = Start(new());
        using var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = TrustAll };
        await client.ConnectAsync("127.0.0.1", server.SubmissionPort, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync("dmartin", "secret");
        var message = Message();
        message.Body = new MimePart("application", "pdf") { Content = new MimeContent(new MemoryStream(new byte[3_000_000])) };
        await client.SendAsync(message);
        server.Submissions.Single().Content.Length.ShouldBeGreaterThan(3_000_000);
    }

    [Fact]
    public async Task A_message_that_is_announced_too_large_is_refused_at_MAIL()
    {
        await using var server = Start(new() { MaximumSize = 100 });
        using var client = await ConnectAsync(server);
        await client.AuthenticateAsync("dmartin", "secret");
        await Should.ThrowAsync<SmtpCommandException>(() => client.SendAsync(Message()));
        server.Submissions.ShouldBeEmpty();
    }

    static MailServer Start(SmtpProfile profile)
    {
        var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Smtp = profile });
        server.AddUser("dmartin", "secret", SmtpTest.Address);
        return server;
    }

    static async Task<SmtpClient> ConnectAsync(MailServer server)
    {
        var client = new SmtpClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Smtp), "localhost", 587, SecureSocketOptions.None);
        return client;
    }

    static MimeMessage Message() => new(
        [new MailboxAddress("David MARTIN", SmtpTest.Address)],
        [new MailboxAddress("Tuteur", SmtpTest.Tutor), new MailboxAddress("Moi", SmtpTest.Address)],
        "Essai",
        new TextPart("plain") { Text = "Été\r\n.\r\n..\r\n" });

    static bool TrustAll(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
}
