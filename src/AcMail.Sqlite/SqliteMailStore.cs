using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The replica of one account: one writing connection and the claimed packs under one lock, and connections for reading.</summary>
sealed class SqliteMailStore : IMailStore
{
    readonly AccountFiles _files;
    readonly FileLock _open;
    readonly StoreWriter _writer;
    readonly ReaderPool _readers;
    bool _disposed;

    public SqliteMailStore(AccountFiles files, FileLock open, SqliteDatabase database, long packSize)
    {
        (_files, _open) = (files, open);
        _writer = new(files, database, packSize);
        _readers = new(files.Database);
        var reading = new StoreReading(files, _readers);
        Content = new SqliteContentStore(files, _writer, reading);
        Reader = new SqliteReplicaReader(files, reading, _readers);
        Maildrop = new SqliteMaildropReader(reading);
        Sync = new SqliteSyncReader(reading);
        Outbox = new SqliteOutboxStore(_writer, reading);
    }

    public IContentStore Content { get; }

    public IReplicaReader Reader { get; }

    public IMaildropReader Maildrop { get; }

    public IOutboxStore Outbox { get; }

    public ISyncReader Sync { get; }

    public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default)
    {
        _writer.ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        return new(StoreFaults.Guard(_files.LeaseLock, () =>
        {
            var lease = FileLock.TryExclusive(_files.LeaseLock);
            if (lease is not null) SpoolFile.RemoveLeftovers(_files);
            return lease;
        }));
    }

    public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return _writer.CommitAsync<IReadOnlyList<long>>(
            writer =>
            {
                writer.Filed = [];
                for (var i = 0; i < changes.Count; i++) writer.Apply(changes[i]);
                return writer.Filed;
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        await _open.DisposeAsync().ConfigureAwait(false);
    }
}
