namespace AcMail;

/// <summary>The protocols by which a server is spoken to.</summary>
public enum ServerProtocol
{
    /// <summary>IMAP, RFC 9051 and RFC 3501.</summary>
    Imap,

    /// <summary>POP3, RFC 1939.</summary>
    Pop3,

    /// <summary>Message submission, RFC 6409.</summary>
    Smtp,
}
