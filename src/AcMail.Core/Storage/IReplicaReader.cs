namespace AcMail.Storage;

/// <summary>Reads what has been committed. Every call sees one consistent state.</summary>
public interface IReplicaReader
{
    /// <summary>All mailboxes, in the order in which they were first listed.</summary>
    ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default);

    /// <summary>The UIDs held in <paramref name="mailbox"/> under <paramref name="uidValidity"/>.</summary>
    ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default);

    /// <summary>The placements with UIDs from <paramref name="first"/> to <paramref name="last"/>, ascending.</summary>
    ValueTask<IReadOnlyList<StoredPlacement>> GetPlacementsAsync(
        string mailbox, uint uidValidity, uint first, uint last, CancellationToken cancellationToken = default);

    /// <summary>Messages, newest (by internal date, then id) first. <see cref="MessageQuery.Mailbox"/> is compared exactly here.</summary>
    IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default);

    /// <summary>The message <paramref name="id"/> and the key of its content, or <see langword="null"/>.</summary>
    ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>What synchronisation remembers of the server.</summary>
    ValueTask<SyncMemory> GetMemoryAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The messages whose headers alone are held, and which are no larger than <paramref name="maximumSize"/> and came (INTERNALDATE) at
    /// <paramref name="receivedSince"/> or later; an entry a mailbox and UIDVALIDITY.
    /// </summary>
    ValueTask<IReadOnlyList<StoredPartials>> GetPartialsAsync(
        long maximumSize, DateTimeOffset receivedSince, CancellationToken cancellationToken = default);
}
