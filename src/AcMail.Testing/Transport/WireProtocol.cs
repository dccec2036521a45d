namespace AcMail.Testing;

/// <summary>The protocols that a <see cref="MailServer"/> speaks.</summary>
public enum WireProtocol
{
    /// <summary>IMAP (RFC 3501, RFC 9051).</summary>
    Imap,

    /// <summary>POP3 (RFC 1939).</summary>
    Pop3,

    /// <summary>Message submission (RFC 6409).</summary>
    Smtp,
}
