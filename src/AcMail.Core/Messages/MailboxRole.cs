namespace AcMail;

/// <summary>What a mailbox is for (RFC 6154, RFC 9051 §7.3.1).</summary>
public enum MailboxRole
{
    /// <summary>Nothing special.</summary>
    None,

    /// <summary>New mail arrives here.</summary>
    Inbox,

    /// <summary>Messages being written.</summary>
    Drafts,

    /// <summary>Messages that were sent.</summary>
    Sent,

    /// <summary>Messages that were deleted.</summary>
    Trash,

    /// <summary>Unwanted messages.</summary>
    Junk,

    /// <summary>Messages kept out of the way.</summary>
    Archive,

    /// <summary>All messages, a view.</summary>
    All,

    /// <summary>Flagged messages, a view.</summary>
    Flagged,
}
