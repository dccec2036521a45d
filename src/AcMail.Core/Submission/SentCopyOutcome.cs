namespace AcMail;

/// <summary>What became of the copy in Sent.</summary>
public enum SentCopyOutcome
{
    /// <summary>None is wanted, or the message was not accepted.</summary>
    NotWanted,

    /// <summary>Filed on the server (IMAP).</summary>
    SavedOnServer,

    /// <summary>Kept in the local Sent mailbox (POP3).</summary>
    SavedLocally,

    /// <summary>Could not be filed; the message itself was sent. A later synchronisation tries again.</summary>
    Failed,

    /// <summary>Still to be filed on the server; a later synchronisation does that.</summary>
    Owed,
}
