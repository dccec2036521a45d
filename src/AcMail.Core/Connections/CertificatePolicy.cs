using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AcMail;

/// <summary>Decides on a server's certificate: the system's trust, the account's own authorities, or a pinned fingerprint.</summary>
/// <remarks>Revocation is not looked up: behind school firewalls that costs a minute and then tells nothing.</remarks>
sealed class CertificatePolicy(X509Certificate2Collection authorities, IReadOnlyList<string> fingerprints)
{
    static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>What the last validation found.</summary>
    public CertificateVerdict? Verdict { get; private set; }

    /// <exception cref="MailException">A file cannot be read.</exception>
    public static CertificatePolicy Load(MailAccountSettings account) =>
        new(CertificateFile.LoadAll(account.TrustedCertificates), [.. account.PinnedFingerprints.Select(Normalise)]);

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            Verdict = new(false, errors | SslPolicyErrors.RemoteCertificateNotAvailable, 0, "", "", default, default, "");
            return false;
        }

        using var copy = new X509Certificate2(certificate);
        var flags = Flags(chain);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && authorities.Count > 0)
        {
            flags = OwnTrust(copy, chain, flags);
            if (flags == 0) errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        }

        var fingerprint = copy.GetCertHashString(HashAlgorithmName.SHA256);
        var accepted = errors == SslPolicyErrors.None || fingerprints.Contains(fingerprint, StringComparer.OrdinalIgnoreCase);
        Verdict = new(accepted, errors, flags, copy.Subject, copy.Issuer, copy.NotBefore, copy.NotAfter, fingerprint);
        return accepted;
    }

    static string Normalise(string fingerprint) => string.Concat(fingerprint.Where(char.IsAsciiHexDigit));

    X509ChainStatusFlags OwnTrust(X509Certificate2 certificate, X509Chain? presented, X509ChainStatusFlags system)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        if (presented is not null) chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        if (chain.Build(certificate)) return 0;
        var own = Flags(chain);
        return EndsInOwn(chain) ? own & ~X509ChainStatusFlags.PartialChain : (own & X509ChainStatusFlags.NotTimeValid) | system;
    }

    /// <summary>A file may hold an intermediate authority only, which ends the chain as well as a root does.</summary>
    bool EndsInOwn(X509Chain chain) =>
        chain.ChainElements.Count > 0 && authorities.Any(a => a.RawDataMemory.Span.SequenceEqual(chain.ChainElements[^1].Certificate.RawDataMemory.Span));

    static X509ChainStatusFlags Flags(X509Chain? chain) =>
        chain is null ? 0 : chain.ChainStatus.Aggregate((X509ChainStatusFlags)0, (all, status) => all | status.Status);
}
