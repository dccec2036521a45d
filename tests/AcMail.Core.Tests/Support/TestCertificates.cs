using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AcMail.Tests;

/// <summary>Certificates as schools have them: a private authority, and what it issued.</summary>
sealed class TestCertificates : IDisposable
{
    readonly List<X509Certificate2> _issued = [];
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=Académie CA", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Issue(string name, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var from = DateTimeOffset.UnixEpoch.AddYears(45);
        using var issued = request.Create(Authority, from, expired ? from.AddYears(1) : from.AddYears(50), [1, 2, 3, 4]);
        using var withKey = issued.CopyWithPrivateKey(key);
        var certificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
        _issued.Add(certificate);
        return certificate;
    }

    public string WriteAuthority(string directory, string name = "ca.pem", int times = 1)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, string.Join('\n', Enumerable.Repeat(Authority.ExportCertificatePem(), times)));
        return path;
    }

    public void Dispose()
    {
        _issued.ForEach(c => c.Dispose());
        Authority.Dispose();
        _key.Dispose();
    }
}
