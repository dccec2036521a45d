namespace AcMail.Storage;

/// <summary>Reads what has been committed. Every call sees one consistent state.</summary>
public interface IReplicaReader
{
    /// <summary>All mailboxes, in the order in which they were first listed.</summary>
    ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The UIDs known in <paramref name="mailbox"/> under <paramref name="uidValidity"/>, those of messages that were moved or deleted here included.
    /// Mailboxes are named as on the server.
    /// </summary>
    ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default);

    /// <summary>Those of <paramref name="uids"/> among them with their last common state, ascending.</summary>
    ValueTask<IReadOnlyList<StoredPlacement>> GetPlacementsAsync(
        string mailbox, uint uidValidity, UidSet uids, CancellationToken cancellationToken = default);

    /// <summary>Messages, newest (by internal date, then id) first. <see cref="MessageQuery.Mailbox"/> is compared exactly here.</summary>
    IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default);

    /// <summary>The message <paramref name="id"/> and the key of its content, or <see langword="null"/>.</summary>
    ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>The messages whose headers have one of <paramref name="threadKeys"/> among their <see cref="ThreadKeys"/>, in no particular order.</summary>
    /// <param name="threadKeys">The keys.</param>
    /// <param name="limit">At most so many messages; of more, any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<MessageInfo>> GetRelatedAsync(
        IReadOnlyCollection<long> threadKeys, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// What changed visibly after the revision <paramref name="since"/>, in one state. Every commit that changes something visible has a revision of
    /// its own, greater than those before; what only synchronisation keeps, such as the last common flags, mod-sequences, checkpoints, the ledger and
    /// the outbox, is not visible.
    /// </summary>
    /// <remarks>
    /// What changed several times is told once, as it is now, and what came and went is not told. A store keeps what left its mailboxes for at least
    /// the last 10,000 removals; see <see cref="ChangePage.IsBehind"/>.
    /// </remarks>
    /// <param name="since">A <see cref="ChangePage.Revision"/> of this store; any other number is answered with the present revision.</param>
    /// <param name="limit">About how many changes at most, 1 or more; those of one revision are told together.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default);
}
