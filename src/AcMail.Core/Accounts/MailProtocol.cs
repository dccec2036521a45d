namespace AcMail;

/// <summary>How an account receives its mail.</summary>
public enum MailProtocol
{
    /// <summary>IMAP (RFC 9051): the server's mailboxes are mirrored.</summary>
    Imap,

    /// <summary>POP3 (RFC 1939): messages are collected; nothing goes up.</summary>
    Pop3,
}
