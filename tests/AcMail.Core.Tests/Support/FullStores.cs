using AcMail.Storage;

namespace AcMail.Core.Tests.Support;

/// <summary>Stores of which some are on a disk that is full.</summary>
sealed class FullStores(IMailStoreProvider stores, Func<string, bool> isFull) : IMailStoreProvider
{
    public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) =>
        new Store(await stores.OpenAsync(account, cancellationToken), () => isFull(account));

    sealed class Store(IMailStore store, Func<bool> isFull) : IMailStore
    {
        public IContentStore Content => store.Content;

        public IReplicaReader Reader => store.Reader;

        public IMaildropReader Maildrop => store.Maildrop;

        public ISyncReader Sync => store.Sync;

        public IOutboxStore Outbox => store.Outbox;

        public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => store.TryAcquireLeaseAsync(cancellationToken);

        public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) => isFull()
            ? throw new MailException(new(MailErrorKind.StorageFull, new("The disk is full.", "Le disque est plein."), new("", "")))
            : store.CommitAsync(changes, cancellationToken);

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
