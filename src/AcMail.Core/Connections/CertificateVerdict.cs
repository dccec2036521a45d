using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AcMail;

/// <summary>What was found about a server's certificate.</summary>
sealed record CertificateVerdict(
    bool Accepted, SslPolicyErrors Errors, X509ChainStatusFlags Chain, string Subject, string Issuer,
    DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Fingerprint)
{
    const X509ChainStatusFlags Time = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.CtlNotTimeValid;

    const X509ChainStatusFlags Harmless =
        Time | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    public bool IsOutOfDate => (Chain & Time) != 0;

    public bool HasOtherName => Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);

    public bool IsUntrusted => (Chain & ~Harmless) != 0;

    public bool IsMissing => Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);

    public override string ToString() =>
        $"{Subject} ← {Issuer}, {NotBefore:yyyy-MM-dd} – {NotAfter:yyyy-MM-dd}, SHA-256 {Fingerprint}";
}
