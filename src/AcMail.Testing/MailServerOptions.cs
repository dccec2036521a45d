using System.Security.Cryptography.X509Certificates;

namespace AcMail.Testing;

/// <summary>What a <see cref="MailServer"/> is made with.</summary>
public sealed class MailServerOptions
{
    /// <summary>How it presents itself and what it can do.</summary>
    /// <value>The default is <see cref="ServerProfile.Full"/>.</value>
    public ServerProfile Profile { get; set; } = ServerProfile.Full;

    /// <summary>The clock of internal dates, delays and time-outs.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The certificate, with its key, of TLS.</summary>
    /// <value>The default, <see langword="null"/>, stands for that of <see cref="TestCertificateAuthority.Shared"/>.</value>
    public X509Certificate2? Certificate { get; set; }
}
