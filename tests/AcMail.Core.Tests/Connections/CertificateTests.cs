using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail.Tests;

public sealed class CertificateTests : IDisposable
{
    readonly TestCertificates _certificates = new();
    readonly string _directory = Directory.CreateTempSubdirectory("acmail").FullName;

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    static async Task<MailFailure?> OpenAsync(
        X509Certificate2 certificate, ConnectionSecurity security, IReadOnlyList<string>? authorities = null, IReadOnlyList<string>? pins = null)
    {
        await using var server = new ScriptedServer(async c =>
        {
            if (security == ConnectionSecurity.StartTls)
            {
                await c.SayAsync("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready");
                var tag = (await c.HearAsync())!.Split(' ')[0];
                await c.SayAsync($"{tag} OK begin");
            }

            await c.StartTlsAsync(certificate);
            if (security == ConnectionSecurity.ImplicitTls) await c.SayAsync("* OK ready");
            await Scripts.ImapCommandsAsync(c);
        });
        var account = Some.Account(server.Endpoint(ServerProtocol.Imap, security), authorities: authorities, pins: pins);
        try
        {
            await using var session = await Some.Connector().OpenAsync(account, account.Incoming, (IProtocolLogger log) => new ImapClient(log), Some.Token);
            session.Client.IsSecure.ShouldBeTrue();
            return null;
        }
        catch (MailException e)
        {
            return e.Failure;
        }
    }

    [Theory]
    [InlineData(ConnectionSecurity.ImplicitTls)]
    [InlineData(ConnectionSecurity.StartTls)]
    public async Task The_accounts_own_authority_is_trusted_beside_the_systems(ConnectionSecurity security)
    {
        var certificate = _certificates.Issue("localhost");
        (await OpenAsync(certificate, security, [_certificates.WriteAuthority(_directory, times: 2)])).ShouldBeNull();
        (await OpenAsync(certificate, security))?.Kind.ShouldBe(MailErrorKind.CertificateUntrusted);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_told_once_and_with_the_fingerprint_that_can_be_pinned()
    {
        var certificate = _certificates.Issue("localhost");
        var failure = (await OpenAsync(certificate, ConnectionSecurity.ImplicitTls))!;
        var pin = string.Join(':', SHA256.HashData(certificate.RawData).Select(b => $"{b:X2}"));
        failure.Message.English.ShouldEndWith($" is not trusted: issued by {certificate.Issuer}.");
        failure.Message.French.ShouldEndWith($" : émis par {certificate.Issuer}.");
        foreach (var remedy in (string[])[failure.Remedy.English, failure.Remedy.French])
        {
            remedy.ShouldContain("TrustedCertificates");
            remedy.ShouldContain($": {pin}.");
        }

        (await OpenAsync(certificate, ConnectionSecurity.ImplicitTls, pins: [pin])).ShouldBeNull();
    }

    [Fact]
    public async Task A_der_file_does_as_well()
    {
        var certificate = _certificates.Issue("localhost");
        var path = Path.Combine(_directory, "ca.cer");
        await File.WriteAllBytesAsync(path, _certificates.Authority.RawData, Some.Token);
        (await OpenAsync(certificate, ConnectionSecurity.ImplicitTls, [path])).ShouldBeNull();
    }

    [Fact]
    public async Task A_pinned_fingerprint_is_accepted_whatever_the_name()
    {
        var certificate = _certificates.Issue("other.example", expired: true);
        var pin = string.Join(':', SHA256.HashData(certificate.RawData).Select(b => $"{b:x2}"));
        (await OpenAsync(certificate, ConnectionSecurity.ImplicitTls, pins: [pin])).ShouldBeNull();
        (await OpenAsync(certificate, ConnectionSecurity.ImplicitTls, pins: [new string('0', 64)])).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_expired_certificate_of_a_trusted_authority_is_only_expired()
    {
        var certificate = _certificates.Issue("localhost", expired: true);
        var failure = await OpenAsync(certificate, ConnectionSecurity.ImplicitTls, [_certificates.WriteAuthority(_directory)]);
        failure?.Kind.ShouldBe(MailErrorKind.CertificateExpired);
        failure!.Message.English.ShouldNotContain("not trusted");
    }

    [Fact]
    public async Task An_untrusted_authority_is_told_beside_a_wrong_name()
    {
        var certificate = _certificates.Issue("other.example");
        var failure = await OpenAsync(certificate, ConnectionSecurity.ImplicitTls);
        failure?.Kind.ShouldBe(MailErrorKind.CertificateNameMismatch);
        failure!.Message.English.ShouldContain("not trusted");
    }

    [Theory]
    [InlineData("missing.pem", null)]
    [InlineData("empty.pem", "nothing here")]
    public async Task A_file_that_cannot_be_used_is_named(string name, string? content)
    {
        var certificate = _certificates.Issue("localhost");
        var path = Path.Combine(_directory, name);
        if (content is not null) await File.WriteAllTextAsync(path, content, Some.Token);
        var failure = await OpenAsync(certificate, ConnectionSecurity.ImplicitTls, [path]);
        failure?.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        failure!.Message.French.ShouldContain(path);
    }

    [Fact]
    public async Task Tls_on_a_plaintext_port_is_recognised()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        var account = Some.Account(server.Endpoint(ServerProtocol.Imap, ConnectionSecurity.ImplicitTls));
        var failure = await Some.FailureOf(() => Some.Connector().OpenImapAsync(account));
        failure.Kind.ShouldBe(MailErrorKind.PlaintextServer);
    }

    [Fact]
    public async Task Starttls_that_is_not_offered_is_refused_before_any_secret()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(c => Scripts.Imap()(seen = c));
        var account = Some.Account(server.Endpoint(ServerProtocol.Imap, ConnectionSecurity.StartTls));
        (await Some.FailureOf(() => Some.Connector().OpenImapAsync(account))).Kind.ShouldBe(MailErrorKind.StartTlsNotOffered);
        seen!.Heard.ShouldNotContain(l => l.Contains("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silent_port_that_waits_for_tls_is_found_by_a_handshake()
    {
        var certificate = _certificates.Issue("localhost");
        await using var tls = new ScriptedServer(async c => await c.StartTlsAsync(certificate));
        await using var plain = new ScriptedServer(async c =>
        {
            await c.SayAsync("* OK ready");
            await c.StaySilentAsync();
        });
        var dialer = new SocketDialer(TimeProvider.System);
        (await TlsProbe.AnswersAsync(tls.Endpoint(ServerProtocol.Imap), dialer, TimeProvider.System, Some.Token)).ShouldBeTrue();
        (await TlsProbe.AnswersAsync(plain.Endpoint(ServerProtocol.Imap), dialer, TimeProvider.System, Some.Token)).ShouldBeFalse();
    }
}
