namespace AcMail.Storage;

/// <summary>The messages on their way out. Their states advance by <see cref="OutboxAdvanced"/>.</summary>
public interface IOutboxStore
{
    /// <summary>Stores a message durably in its first state.</summary>
    /// <param name="message">The message; its content was appended before.</param>
    /// <param name="cancellationToken">Cancels before anything is stored.</param>
    /// <returns>Its id.</returns>
    ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="EnqueueAsync"/>, unless the outbox has had a message of the same <see cref="OutboxMessage.MessageId"/> that was not
    /// <see cref="OutboxState.Rejected"/>: of several who want to store it, one does. Entries that were rejected give way to it: they are
    /// <see cref="OutboxState.Done"/>, and not of that Message-ID any more. Remainders do not count.
    /// </summary>
    /// <param name="message">The message; its content was appended before.</param>
    /// <param name="cancellationToken">Cancels before anything is stored.</param>
    /// <returns>Its id, or <see langword="null"/> where nothing was stored.</returns>
    ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives an entry another state where it is still in <paramref name="from"/> and not <see cref="OutboxEntry.IsTakenByAnother"/>: of several who want to take
    /// it further, one does.
    /// </summary>
    /// <param name="id">The entry.</param>
    /// <param name="from">The state that it has by what its caller knows.</param>
    /// <param name="to">The state that it gets; the last reply stays as it is.</param>
    /// <param name="cancellationToken">Cancels before anything is stored.</param>
    /// <returns>Whether it was; then its new state is durable.</returns>
    ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default);

    /// <summary>All entries that are not <see cref="OutboxState.Done"/>, oldest first.</summary>
    /// <remarks>
    /// One that another store enqueued, or advanced by <see cref="TryAdvanceAsync"/>, and that is <see cref="OutboxState.Sending"/> or
    /// <see cref="OutboxState.SentCopyPending"/>, is <see cref="OutboxEntry.IsTakenByAnother"/> until that store is disposed of or its process dies, however it dies.
    /// </remarks>
    ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The entry of a message, in whatever state, or <see langword="null"/> where there is none: of several the oldest that is not
    /// <see cref="OutboxState.Rejected"/>, else the oldest. Remainders do not count.
    /// </summary>
    /// <param name="messageId">Its <see cref="OutboxEntry.MessageId"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<OutboxEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>What names the bytes of entry <paramref name="id"/>, whatever its state, or <see langword="null"/> where there is no such entry.</summary>
    ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default);
}
