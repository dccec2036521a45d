using AcMail.Storage;

namespace AcMail.Core.Tests.Support;

/// <summary>Stores whose process is killed at a commit: before it, or after it took effect.</summary>
sealed class MortalStores(IMailStoreProvider stores) : IMailStoreProvider
{
    int _last = int.MaxValue;
    bool _before;

    /// <summary>How many commits there have been since the last call of <see cref="KillAt"/>.</summary>
    public int Commits { get; private set; }

    /// <summary>Lets the commit that is <paramref name="ordinal"/> commits away be the last.</summary>
    public void KillAt(int ordinal, bool before) => (Commits, _last, _before) = (0, ordinal, before);

    public void Count() => KillAt(int.MaxValue, before: false);

    public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) =>
        new Store(await stores.OpenAsync(account, cancellationToken), this);

    async ValueTask<IReadOnlyList<long>> CommitAsync(IMailStore store, IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        if (++Commits > _last || (Commits == _last && _before)) throw new KilledException();
        var filed = await store.CommitAsync(changes, cancellationToken);
        return Commits == _last ? throw new KilledException() : filed;
    }

    sealed class Store(IMailStore store, MortalStores owner) : IMailStore
    {
        public IContentStore Content => store.Content;

        public IReplicaReader Reader => store.Reader;

        public IMaildropReader Maildrop => store.Maildrop;

        public ISyncReader Sync => store.Sync;

        public IOutboxStore Outbox => store.Outbox;

        public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => store.TryAcquireLeaseAsync(cancellationToken);

        public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
            owner.CommitAsync(store, changes, cancellationToken);

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}

/// <summary>What a killed process would not have lived to see.</summary>
sealed class KilledException : Exception;
