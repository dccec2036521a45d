using AcMail.Storage;

namespace AcMail.Testing.Tests.Storage;

/// <summary>A store that passes everything on. What derives from it does one thing wrong.</summary>
class BrokenStore(IMailStore inner) : IMailStore, IContentStore, IReplicaReader, IMaildropReader, IOutboxStore
{
    public IContentStore Content => this;

    public IReplicaReader Reader => this;

    public IMaildropReader Maildrop => this;

    public ISyncReader Sync => inner.Sync;

    public IOutboxStore Outbox => this;

    protected IMailStore Inner => inner;

    protected virtual bool Closes => true;

    public virtual ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) =>
        inner.TryAcquireLeaseAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
        inner.CommitAsync(changes, cancellationToken);

    public virtual ValueTask DisposeAsync() => Closes ? inner.DisposeAsync() : ValueTask.CompletedTask;

    public virtual ValueTask<ContentKey> AppendAsync(
        ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default) =>
        inner.Content.AppendAsync(content, origin, cancellationToken);

    public virtual ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default) =>
        inner.Content.AppendSpoolAsync(spool, origin, cancellationToken);

    public Stream CreateSpool() => inner.Content.CreateSpool();

    public virtual ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default) =>
        inner.Content.OpenReadAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<ContentKey>> GetUnindexedAsync(int limit, CancellationToken cancellationToken = default) =>
        inner.Content.GetUnindexedAsync(limit, cancellationToken);

    public virtual ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default) =>
        inner.Content.ReferAsync(content, origin, cancellationToken);

    public virtual ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
        string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default) =>
        inner.Content.FindAsync(mailbox, uidValidity, identities, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default) =>
        inner.Reader.GetMailboxesAsync(cancellationToken);

    public virtual ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default) =>
        inner.Reader.GetUidsAsync(mailbox, uidValidity, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredPlacement>> GetPlacementsAsync(
        string mailbox, uint uidValidity, UidSet uids, CancellationToken cancellationToken = default) =>
        inner.Reader.GetPlacementsAsync(mailbox, uidValidity, uids, cancellationToken);

    public virtual IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        inner.Reader.QueryAsync(query, cancellationToken);

    public virtual ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default) =>
        inner.Reader.FindAsync(id, cancellationToken);

    public virtual ValueTask<IReadOnlyList<MessageInfo>> GetRelatedAsync(
        IReadOnlyCollection<long> threadKeys, int limit, CancellationToken cancellationToken = default) =>
        inner.Reader.GetRelatedAsync(threadKeys, limit, cancellationToken);

    public virtual ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default) =>
        inner.Reader.GetChangesAsync(since, limit, cancellationToken);

    public ValueTask<StoredMaildrop> GetAsync(CancellationToken cancellationToken = default) => inner.Maildrop.GetAsync(cancellationToken);

    public ValueTask<MaildropState> GetStateAsync(CancellationToken cancellationToken = default) => inner.Maildrop.GetStateAsync(cancellationToken);

    public virtual ValueTask<IReadOnlySet<string>> GetDiscardedAsync(CancellationToken cancellationToken = default) =>
        inner.Maildrop.GetDiscardedAsync(cancellationToken);

    public ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default) =>
        inner.Outbox.EnqueueAsync(message, cancellationToken);

    public virtual ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default) =>
        inner.Outbox.TryEnqueueOnceAsync(message, cancellationToken);

    public virtual ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default) =>
        inner.Outbox.TryAdvanceAsync(id, from, to, cancellationToken);

    public virtual ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default) =>
        inner.Outbox.GetOpenAsync(cancellationToken);

    public ValueTask<OutboxEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default) =>
        inner.Outbox.FindAsync(messageId, cancellationToken);

    public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) =>
        inner.Outbox.FindContentAsync(id, cancellationToken);
}
