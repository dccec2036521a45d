using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AcMail.Testing;

/// <summary>How a server speaks TLS, made ready once, since a chain is looked for each time that it is.</summary>
static class ServerTls
{
    static readonly Lazy<SslStreamCertificateContext> Shared = new(() => Of(TestCertificateAuthority.Shared.Localhost));

    public static SslServerAuthenticationOptions Of(X509Certificate2? certificate, SslProtocols protocols) => new()
    {
        ServerCertificateContext = certificate is null ? Shared.Value : Of(certificate),
        EnabledSslProtocols = protocols,
    };

    static SslStreamCertificateContext Of(X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
}
