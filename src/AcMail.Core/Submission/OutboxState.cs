namespace AcMail;

/// <summary>Where a message stands on its way out.</summary>
public enum OutboxState
{
    /// <summary>Stored, not yet handed to a server.</summary>
    Queued,

    /// <summary>Being handed over. Where its process died meanwhile, its fate is unknown.</summary>
    Sending,

    /// <summary>Accepted; the copy in Sent is being filed, or was when a process died.</summary>
    SentCopyPending,

    /// <summary>Nothing is left to be done: accepted, or taken out of the outbox.</summary>
    Done,

    /// <summary>Refused for good, or cancelled by the caller before it was handed over. The content is kept.</summary>
    Rejected,

    /// <summary>Handed over without an answer. The content is kept.</summary>
    Unknown,

    /// <summary>Accepted; the copy in Sent could not be filed yet. A later synchronisation files it.</summary>
    SentCopyOwed,
}
