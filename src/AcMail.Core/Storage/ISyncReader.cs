namespace AcMail.Storage;

/// <summary>Reads what synchronisation goes by: what was done here and the server does not know yet, and what is remembered of the server.</summary>
public interface ISyncReader
{
    /// <summary>
    /// The messages whose flags were changed here, each in the place that the server has it in; an entry a mailbox, UIDVALIDITY and state of the flags. What
    /// the server has not got or may have elsewhere by now is left out, and so is what was deleted here.
    /// </summary>
    ValueTask<IReadOnlyList<StoredMark>> GetMarksAsync(CancellationToken cancellationToken = default);

    /// <summary>Where the messages <paramref name="ids"/> are, in no particular order; those that are not held are left out.</summary>
    ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);

    /// <summary>The messages that are not on the server where they belong, oldest first.</summary>
    /// <param name="ids">Tells those of these <see cref="StoredTransfer.Id"/>s alone; <see langword="null"/>, the default, for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<StoredTransfer>> GetTransfersAsync(IReadOnlyCollection<long>? ids = null, CancellationToken cancellationToken = default);

    /// <summary>The mailboxes that are not on the server as they are here, in the order in which they came about.</summary>
    ValueTask<IReadOnlyList<MailboxStanding>> GetStandingsAsync(CancellationToken cancellationToken = default);

    /// <summary>What synchronisation remembers of the server.</summary>
    ValueTask<SyncMemory> GetMemoryAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The messages whose headers alone are held, and which are no larger than <paramref name="maximumSize"/> and came (INTERNALDATE) at
    /// <paramref name="receivedSince"/> or later; an entry a mailbox and UIDVALIDITY.
    /// </summary>
    ValueTask<IReadOnlyList<StoredPartials>> GetPartialsAsync(
        long maximumSize, DateTimeOffset receivedSince, CancellationToken cancellationToken = default);

    /// <summary>
    /// For each of <paramref name="identities"/>, in their order, whether <see cref="IContentStore.FindAsync"/> may find it once its Message-ID is known: whether
    /// anything is held that came with a Message-ID, this size and in this second. Servers read a message to tell its Message-ID, so they are asked for few.
    /// </summary>
    ValueTask<IReadOnlyList<bool>> MayHoldAsync(IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default);
}
