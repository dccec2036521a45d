using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AcMail.Testing;

/// <summary>An ephemeral certificate authority, whose keys exist in this process only.</summary>
public sealed class TestCertificateAuthority : IDisposable
{
    static readonly Lazy<TestCertificateAuthority> Default = new(() => new());

    readonly X509Certificate2 _issuer = CreateIssuer();

    TestCertificateAuthority()
    {
        Certificate = X509CertificateLoader.LoadCertificate(_issuer.RawData);
        Localhost = Issue("localhost");
    }

    /// <summary>The authority of every server of this process that names no certificate of its own.</summary>
    public static TestCertificateAuthority Shared => Default.Value;

    /// <summary>The authority's certificate, without its key: what a client is told to trust.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's certificate as PEM text, for clients that read the authorities that they trust from a file.</summary>
    public string CertificatePem => Certificate.ExportCertificatePem();

    /// <summary>A certificate with its key for <c>localhost</c>, 127.0.0.1 and ::1.</summary>
    public X509Certificate2 Localhost { get; }

    /// <summary>A certificate with its key for <paramref name="host"/> and the loopback addresses.</summary>
    /// <param name="host">The DNS name.</param>
    /// <param name="notBefore">Yesterday by default.</param>
    /// <param name="notAfter">In a year by default.</param>
    public X509Certificate2 Issue(string host, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(
            _issuer, notBefore ?? _issuer.NotBefore, notAfter ?? _issuer.NotAfter, RandomNumberGenerator.GetBytes(12));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _issuer.Dispose();
        Certificate.Dispose();
        Localhost.Dispose();
    }

    static X509Certificate2 CreateIssuer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Ephemeral test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }
}
