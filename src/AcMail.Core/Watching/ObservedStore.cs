using AcMail.Storage;

namespace AcMail;

/// <summary>A store that calls <paramref name="committed"/> after each commit.</summary>
sealed class ObservedStore(IMailStore store, Action committed) : IMailStore
{
    public IContentStore Content => store.Content;

    public IReplicaReader Reader => store.Reader;

    public IMaildropReader Maildrop => store.Maildrop;

    public IOutboxStore Outbox => store.Outbox;

    public ISyncReader Sync => store.Sync;

    public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => store.TryAcquireLeaseAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        var filed = await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        committed();
        return filed;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
