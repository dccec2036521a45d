using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Imap;
using MailKit.Security;

namespace AcMail.Testing.Tests.Transport;

public sealed class EncryptedFaultTests
{
    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task A_fault_strikes_at_the_same_place_whether_encrypted_or_compressed(bool tls, bool deflate)
    {
        var fault = Fault.LoseReply("STATUS");
        await using var server = MailServer.Start(o => o.Faults = [fault]);
        server.AddUser("dmartin");
        using var client = new ImapClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = IsTrusted };
        if (tls) await client.ConnectAsync("localhost", server.ImapsPort, SecureSocketOptions.SslOnConnect);
        else await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync("dmartin", "secret");
        if (deflate) await client.CompressAsync();
        await Should.ThrowAsync<ImapProtocolException>(() => client.Inbox!.StatusAsync(MailKit.StatusItems.UidNext));
        client.IsConnected.ShouldBeFalse();
        server.Faults.Struck.ShouldBe([fault]);
        await server.Sessions[0].Ended;
        server.Sessions[0].ClientLines[^1].ShouldContain("STATUS");
        server.Sessions[0].ServerLines.ShouldNotContain(l => l.StartsWith("* STATUS", StringComparison.Ordinal));
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_authority_is_given_as_PEM_and_vouches_for_the_server()
    {
        await using var server = MailServer.Start();
        using var file = X509Certificate2.CreateFromPem(TestCertificateAuthority.Shared.CertificatePem);
        file.ShouldBe(TestCertificateAuthority.Shared.Certificate);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", server.Pop3sPort);
        await using var tls = new SslStream(new NetworkStream(socket), false, IsTrusted);
        await tls.AuthenticateAsClientAsync("localhost");
        tls.IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    [SuppressMessage("Security", "CA5398", Justification = "Versions that do not fit are what is tested.")]
    public async Task A_client_that_speaks_other_versions_of_TLS_is_refused()
    {
        await using var server = MailServer.Start(o => o.TlsProtocols = SslProtocols.Tls13);
        foreach (var protocol in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", server.SubmissionsPort);
            await using var tls = new SslStream(new NetworkStream(socket), false, IsTrusted);
            var handshake = tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = protocol });
            if (protocol == SslProtocols.Tls13) await handshake;
            else (await Record.ExceptionAsync(() => handshake)).ShouldBeOfType<System.Security.Authentication.AuthenticationException>();
        }

        server.UnhandledErrors.ShouldBeEmpty();
    }

    static bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(TestCertificateAuthority.Shared.Certificate);
        return chain.Build((X509Certificate2)certificate!) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
    }
}
