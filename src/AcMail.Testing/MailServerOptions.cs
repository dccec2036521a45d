using System.Security.Authentication;
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

    /// <summary>The versions of TLS that it speaks.</summary>
    /// <value>The default, <see cref="SslProtocols.None"/>, leaves them to the operating system.</value>
    public SslProtocols TlsProtocols { get; set; }

    /// <summary>What goes wrong.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyList<Fault> Faults { get; set; } = [];

    /// <summary>How many sessions <see cref="MailServer.Sessions"/> keeps, the latest ones.</summary>
    /// <value>The default is 100.</value>
    public int SessionsKept { get; set; } = 100;

    /// <summary>How many octets of memory the transcript of one session may take; what comes later is counted only.</summary>
    /// <value>The default is 256 KiB.</value>
    public int TranscriptLimit { get; set; } = 256 * 1024;

    /// <summary>How many octets of one line, literal or message a transcript keeps.</summary>
    /// <value>The default is 1 KiB.</value>
    public int TranscriptEntryLimit { get; set; } = 1024;
}
