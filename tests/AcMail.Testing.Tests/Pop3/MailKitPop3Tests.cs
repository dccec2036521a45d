using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Pop3;
using MailKit.Security;
using MimeKit;

namespace AcMail.Testing.Tests.Pop3;

/// <summary>MailKit's client, with every capability on and with each one off.</summary>
public sealed class MailKitPop3Tests
{
    public static TheoryData<string> Extensions => ["", .. new Pop3Profile().Extensions];

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task The_drop_is_fetched_and_emptied_without(string extension)
    {
        await using var server = Start(extension);
        var messages = Pop3Samples.Fill(server);
        using var client = await ConnectAsync(server);
        await client.AuthenticateAsync("dmartin", "secret");
        client.Count.ShouldBe(messages.Count);
        (await client.GetMessageSizesAsync()).ShouldBe(messages.Select(m => m.Length));
        if (extension != "UIDL") (await client.GetMessageUidsAsync()).Distinct().Count().ShouldBe(messages.Count);
        var streams = await client.GetStreamsAsync([.. Enumerable.Range(0, messages.Count)]);
        streams.Select(Text).ShouldBe(messages);
        if (extension != "TOP") (await client.GetMessageHeadersAsync(0)).Select(h => h.Field).ShouldContain("Message-ID");
        await client.DeleteMessagesAsync([0, 2]);
        await client.DisconnectAsync(quit: true);
        server.Users.Single().Inbox.Messages.Select(m => m.Uid).ShouldBe([2u, 4u]);
    }

    [Fact]
    public async Task What_is_announced_is_understood()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with
        {
            Pop3 = new() { LoginDelay = TimeSpan.FromSeconds(60), ExpireDays = 30, Implementation = "Test" },
        });
        Pop3Samples.Fill(server);
        using var client = await ConnectAsync(server);
        client.Capabilities.ShouldBe(
            Pop3Capabilities.Expire | Pop3Capabilities.LoginDelay | Pop3Capabilities.Pipelining | Pop3Capabilities.ResponseCodes
            | Pop3Capabilities.Sasl | Pop3Capabilities.StartTLS | Pop3Capabilities.Top
            | Pop3Capabilities.UIDL | Pop3Capabilities.User | Pop3Capabilities.UTF8 | Pop3Capabilities.UTF8User);
        (client.ExpirePolicy, client.LoginDelay, client.Implementation).ShouldBe((30, 60, "Test"));
        client.AuthenticationMechanisms.ShouldBe(["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"], ignoreOrder: true);
        await client.AuthenticateAsync("dmartin", "secret");
        await client.DisconnectAsync(quit: true);
    }

    [Fact]
    public async Task Every_mechanism_lets_in_who_knows_the_secret_only()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Pop3 = Pop3Samples.WithApop });
        Pop3Samples.Fill(server);
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
                else (await Record.ExceptionAsync(() => login)).ShouldBeOfType(Refusal(mechanism));
                await client.DisconnectAsync(quit: true);
            }
        }

        using var apop = await ConnectAsync(server);
        apop.Capabilities.HasFlag(Pop3Capabilities.Apop).ShouldBeTrue();
        await apop.AuthenticateAsync("dmartin", "secret");
        await apop.DisconnectAsync(quit: true);
    }

    [Theory]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task TLS_protects_the_session(SecureSocketOptions security)
    {
        await using var server = MailServer.Start();
        var messages = Pop3Samples.Fill(server);
        using var client = new Pop3Client { CheckCertificateRevocation = false, ServerCertificateValidationCallback = TrustAll };
        var port = security == SecureSocketOptions.StartTls ? server.Pop3Port : server.Pop3sPort;
        await client.ConnectAsync("127.0.0.1", port, security);
        await client.AuthenticateAsync("dmartin", "secret");
        (client.IsSecure, client.Count).ShouldBe((true, messages.Count));
        (await client.GetMessageAsync(2)).TextBody!.Length.ShouldBeGreaterThan(400_000);
    }

    static MailServer Start(string without) =>
        MailServer.Start(o => o.Profile = ServerProfile.Full with { Pop3 = new Pop3Profile().Without(without) });

    static async Task<Pop3Client> ConnectAsync(MailServer server)
    {
        var client = new Pop3Client();
        await client.ConnectAsync(server.Connect(WireProtocol.Pop3), "localhost", 110, SecureSocketOptions.None);
        return client;
    }

    static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // Over POP3, MailKit 4.18 gives up at the explanation of a refused token instead of answering it.
    static Type Refusal(SaslMechanism mechanism) =>
        mechanism is SaslMechanismOAuth2 or SaslMechanismOAuthBearer ? typeof(Pop3ProtocolException) : typeof(AuthenticationException);

    static bool TrustAll(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
}
