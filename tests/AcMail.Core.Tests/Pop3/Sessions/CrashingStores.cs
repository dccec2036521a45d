using AcMail.Storage;

namespace AcMail.Core.Tests.Pop3.Sessions;

/// <summary>Stores whose process dies at a commit: before it, or after it took effect.</summary>
sealed class CrashingStores(IMailStoreProvider stores) : IMailStoreProvider
{
    int _left = int.MaxValue;
    bool _before;

    /// <summary>How many commits there have been.</summary>
    public int Commits { get; private set; }

    /// <summary>Lets the commit that is <paramref name="ordinal"/> commits away be the last.</summary>
    public void CrashAt(int ordinal, bool before) => (_left, _before) = (ordinal, before);

    public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) =>
        new Store(await stores.OpenAsync(account, cancellationToken), this);

    async ValueTask<IReadOnlyList<long>> CommitAsync(IMailStore store, IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        Commits++;
        var last = --_left == 0;
        if (_left < 0 || (last && _before)) throw new CrashException();
        var filed = await store.CommitAsync(changes, cancellationToken);
        return last ? throw new CrashException() : filed;
    }

    sealed class Store(IMailStore store, CrashingStores owner) : IMailStore
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
sealed class CrashException : Exception;
