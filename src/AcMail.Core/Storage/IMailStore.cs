namespace AcMail.Storage;

/// <summary>The durable replica of one account. Safe for concurrent use by the tasks of one process, and by several processes at a time.</summary>
public interface IMailStore : IAsyncDisposable
{
    /// <summary>The exact bytes of messages.</summary>
    IContentStore Content { get; }

    /// <summary>What has been committed.</summary>
    IReplicaReader Reader { get; }

    /// <summary>The ledger of a POP3 account.</summary>
    IMaildropReader Maildrop { get; }

    /// <summary>The messages on their way out.</summary>
    IOutboxStore Outbox { get; }

    /// <summary>What was done here and the server does not know yet.</summary>
    ISyncReader Sync { get; }

    /// <summary>Takes the right to synchronise this account, or returns <see langword="null"/> where another process or task has it.</summary>
    /// <remarks>It ends when it is disposed of or its process dies, however it dies.</remarks>
    ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default);

    /// <summary>Applies <paramref name="changes"/> in order, all or none, and returns when they and the content they name are durable.</summary>
    /// <returns>The ids of the messages that came about by <see cref="MessageFiled"/> and <see cref="MessageCopied"/>, in the order of these.</returns>
    /// <remarks>
    /// Applying a change twice has the effect of applying it once, except <see cref="MessageFiled"/> and <see cref="MessageCopied"/>. Changes that the engine
    /// makes name mailboxes as the server does; those that a person makes (of the files TransferChanges and MailboxChanges, and
    /// <see cref="MessageFiled"/>, <see cref="MessageRefiled"/>) name them as they are named here.
    /// </remarks>
    /// <exception cref="MailException">
    /// One of the storage kinds, or <see cref="MailErrorKind.Busy"/> where another process held the store for too long; nothing was applied.
    /// </exception>
    ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default);
}
