using AcMail.Storage;

namespace AcMail;

/// <summary>What a message is told from others by, under a UID.</summary>
/// <param name="InternalDate">When the server received it.</param>
/// <param name="MessageId">Its Message-ID, or empty.</param>
/// <param name="Size">Its size.</param>
sealed record OwnerSign(DateTimeOffset InternalDate, string MessageId, long Size)
{
    /// <summary>Some servers estimate sizes; what has a Message-ID needs none. Dates travel in seconds.</summary>
    public bool Matches(OwnerSign other) => InternalDate.ToUnixTimeSeconds() == other.InternalDate.ToUnixTimeSeconds()
        && MessageId == other.MessageId && (MessageId.Length > 0 || Size == other.Size);
}

/// <summary>A message that is held, beside what a server has under its UID and UIDVALIDITY.</summary>
/// <param name="Here">What is held.</param>
/// <param name="There">What the server has; <see langword="null"/> where it has nothing there, or numbers anew.</param>
sealed record OwnerWitness(OwnerSign Here, OwnerSign? There);

/// <summary>
/// Decides whether a server of another name, or of another user, has the mailboxes that the replica mirrors. What is not shown to be the same is not: mirrored
/// into the replica, everything that those mailboxes lack would be removed here. Pure.
/// </summary>
static class OwnerPlanner
{
    /// <summary>Whether what is held is too little for it to matter: no removal of so few is braked.</summary>
    public static bool IsLittle(IReadOnlyList<StoredMailbox> held) => held.Sum(m => m.Messages) <= ImapPlanner.MassRemovalCount;

    /// <summary>
    /// Whether a mailbox has its number still. Some servers give every first mailbox the same one, so the UIDs have to have gone on; where the server does not
    /// tell that, what is held has to be some proof.
    /// </summary>
    public static bool IsAsBefore(StoredMailbox held, RemoteState seen) => held.Checkpoint is { } checkpoint && seen.UidValidity == checkpoint.UidValidity &&
        (seen.UidNext > 0 ? !ImapPlanner.WentBack(checkpoint, seen.UidValidity, seen.UidNext) : held.Messages > 0);

    /// <summary>
    /// Whether a server of which no mailbox has its number any more was set up anew. One that only numbers anew has most of its messages still.
    /// </summary>
    /// <param name="wanted">How many messages were looked for.</param>
    /// <param name="found">How many of them are there.</param>
    public static bool IsRenewed(int wanted, int found) => wanted > 0 && found * 2 <= wanted;

    /// <summary>No message may be another one, and more than half have to be there: a few may have been removed meanwhile.</summary>
    public static bool IsSame(IReadOnlyList<OwnerWitness> witnesses)
    {
        var known = witnesses.Count(w => w.There?.Matches(w.Here) == true);
        return known == witnesses.Count(w => w.There is not null) && known * 2 > witnesses.Count;
    }
}
