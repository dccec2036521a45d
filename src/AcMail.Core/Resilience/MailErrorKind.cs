namespace AcMail;

/// <summary>Everything that can go wrong, as far as it makes a difference to what one does about it.</summary>
public enum MailErrorKind
{
    /// <summary>A defect of ours or something never met before.</summary>
    Unexpected,

    /// <summary>The settings contradict themselves or are incomplete.</summary>
    InvalidSettings,

    /// <summary>No account has that name.</summary>
    UnknownAccount,

    /// <summary>The host name does not exist.</summary>
    HostNotFound,

    /// <summary>The name could not be looked up just now.</summary>
    NameResolutionFailed,

    /// <summary>Nothing listens on that port.</summary>
    ConnectionRefused,

    /// <summary>No route to the server.</summary>
    NetworkUnreachable,

    /// <summary>The server did not answer in time.</summary>
    Timeout,

    /// <summary>The connection broke off.</summary>
    ConnectionLost,

    /// <summary>TLS was started on a port that speaks plaintext.</summary>
    PlaintextServer,

    /// <summary>Plaintext was spoken on a port that expects TLS.</summary>
    TlsServer,

    /// <summary>STARTTLS or STLS was asked for and is not offered.</summary>
    StartTlsNotOffered,

    /// <summary>The TLS handshake failed for another reason than the certificate.</summary>
    TlsHandshakeFailed,

    /// <summary>The server's certificate has expired or is not valid yet.</summary>
    CertificateExpired,

    /// <summary>The server's certificate is for another name.</summary>
    CertificateNameMismatch,

    /// <summary>The server's certificate was issued by nobody who is trusted.</summary>
    CertificateUntrusted,

    /// <summary>Another kind of server answered.</summary>
    WrongService,

    /// <summary>The server turned the connection away with its greeting, or does not do something for now.</summary>
    ServerUnavailable,

    /// <summary>No way to authenticate is common to both.</summary>
    AuthenticationNotOffered,

    /// <summary>Login or password is wrong.</summary>
    BadCredentials,

    /// <summary>There is no password or token for this account.</summary>
    CredentialMissing,

    /// <summary>The server wants an application password.</summary>
    AppPasswordRequired,

    /// <summary>The server cannot check credentials just now.</summary>
    AuthenticationUnavailable,

    /// <summary>There is no such mailbox.</summary>
    MailboxNotFound,

    /// <summary>There is no such message.</summary>
    MessageNotFound,

    /// <summary>The maildrop or mailbox is in use by another session.</summary>
    MailboxInUse,

    /// <summary>The server's quota is used up.</summary>
    OverQuota,

    /// <summary>The server may not be sent from with this address.</summary>
    SenderRejected,

    /// <summary>A recipient was refused for good.</summary>
    RecipientRejected,

    /// <summary>The server asks to try again later.</summary>
    Deferred,

    /// <summary>The message itself was refused.</summary>
    MessageRejected,

    /// <summary>The message is larger than the server takes.</summary>
    MessageTooLarge,

    /// <summary>The connection broke after the message was handed over: it may or may not have been accepted.</summary>
    DeliveryUnknown,

    /// <summary>The server refused a command.</summary>
    CommandRefused,

    /// <summary>The server broke the protocol.</summary>
    ProtocolError,

    /// <summary>The server lacks something that is needed, such as UIDL.</summary>
    MissingCapability,

    /// <summary>Another process or task is synchronising this account.</summary>
    Busy,

    /// <summary>The disk is full.</summary>
    StorageFull,

    /// <summary>The store cannot be read or written: permissions, a read-only disk.</summary>
    StorageUnavailable,

    /// <summary>The store's files are damaged.</summary>
    StorageDamaged,

    /// <summary>The files in the store's place are not a store, or are of a newer version.</summary>
    StorageForeign,

    /// <summary>There is a mailbox of that name already.</summary>
    MailboxExists,

    /// <summary>The mailbox holds messages or other mailboxes.</summary>
    MailboxNotEmpty,

    /// <summary>Most of a mailbox is gone from the server, and is held back here until the application lets it go.</summary>
    RemovalsHeld,

    /// <summary>The message cannot be sent as it is: a sender or recipient is missing or cannot be read, or it is malformed.</summary>
    InvalidMessage,
}
