namespace AcMail.Storage;

/// <summary>The state of a mailbox on the server that the replica is known to hold completely.</summary>
/// <param name="UidValidity">UIDVALIDITY.</param>
/// <param name="UidNext">UIDNEXT; 0 where the server did not tell.</param>
/// <param name="HighestModSeq">HIGHESTMODSEQ as selected, before anything was fetched (RFC 7162 §6); 0 for none.</param>
public sealed record MailboxCheckpoint(uint UidValidity, uint UidNext, ulong HighestModSeq)
{
    /// <summary>
    /// From which mod-sequence on changes are asked for: the greatest that a message was seen to have, since <see cref="HighestModSeq"/> may be ahead of them;
    /// 0 where flags have to be read in full.
    /// </summary>
    /// <value>The default is <see cref="HighestModSeq"/>.</value>
    public ulong ChangedSince { get; init; } = HighestModSeq;

    /// <summary>Below which UID nothing has been compared yet, because a pass stopped there; 0 for a mailbox that is held completely.</summary>
    public uint Floor { get; init; }

    /// <summary>When the flags of every message were last read, whatever mod-sequences say.</summary>
    public DateTimeOffset? ScannedAt { get; init; }
}
