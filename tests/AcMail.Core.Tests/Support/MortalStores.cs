using AcMail.Storage;

namespace AcMail.Core.Tests.Support;

/// <summary>Stores whose process is killed, or whose user gives up, at a commit: before it, or after it took effect.</summary>
sealed class MortalStores(IMailStoreProvider stores) : IMailStoreProvider
{
    int _last = int.MaxValue;
    bool _before;
    CancellationTokenSource? _givingUp;

    /// <summary>How many commits there have been since the last call of <see cref="KillAt"/>.</summary>
    public int Commits { get; private set; }

    /// <summary>Lets the commit that is <paramref name="ordinal"/> commits away be the last.</summary>
    public void KillAt(int ordinal, bool before) => (Commits, _last, _before, _givingUp) = (0, ordinal, before, null);

    /// <summary>Has <paramref name="cancel"/> strike at the commit that is <paramref name="ordinal"/> commits away.</summary>
    public void GiveUpAt(int ordinal, bool before, CancellationTokenSource cancel) => (Commits, _last, _before, _givingUp) = (0, ordinal, before, cancel);

    public void Count() => KillAt(int.MaxValue, before: false);

    public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) =>
        new Store(await stores.OpenAsync(account, cancellationToken), this);

    async ValueTask<IReadOnlyList<long>> CommitAsync(IMailStore store, IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        var commit = ++Commits;
        if (commit == _last && _before) await StrikeAsync();
        if (commit > _last && _givingUp is null) throw new KilledException();
        var filed = await store.CommitAsync(changes, cancellationToken);
        if (commit == _last && !_before) await StrikeAsync();
        return filed;
    }

    async Task StrikeAsync()
    {
        if (_givingUp is null) throw new KilledException();
        await _givingUp.CancelAsync();
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
