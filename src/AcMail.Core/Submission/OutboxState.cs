namespace AcMail;

/// <summary>Where a message stands on its way out.</summary>
public enum OutboxState
{
    /// <summary>Stored, not yet handed to a server.</summary>
    Queued,

    /// <summary>Being handed over. Found in this state after a crash, its fate is unknown.</summary>
    Sending,

    /// <summary>Accepted; the copy in Sent is still to be filed.</summary>
    SentCopyPending,

    /// <summary>Accepted, and everything done.</summary>
    Done,

    /// <summary>Refused for good, or cancelled by the caller before it was handed over. The content is kept.</summary>
    Rejected,

    /// <summary>Handed over without an answer. The content is kept.</summary>
    Unknown,
}
