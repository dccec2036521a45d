using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The replica of one account: one writing connection, the claimed packs, and connections for reading.</summary>
sealed class SqliteMailStore : IMailStore, ICommitMark
{
    readonly AccountFiles _files;
    readonly FileLock? _open;
    readonly StoreWriter _writer;
    readonly ReaderPool _readers;
    readonly RestTimer _rest;
    readonly SenderLock _sender;
    bool _disposed;

    public SqliteMailStore(AccountFiles files, FileLock? open, SqliteDatabase database, long packSize, AwakeStores awake)
    {
        (_files, _open) = (files, open);
        // It frees memory, and nothing depends on when; so no test replaces this clock.
        _rest = new(Rest, awake, TimeProvider.System);
        _writer = new(files, database, packSize, _rest);
        _readers = new(files, _rest);
        var reading = new StoreReading(files, _readers);
        Content = new SqliteContentStore(files, _writer, reading);
        Reader = new SqliteReplicaReader(files, reading, _readers);
        Maildrop = new SqliteMaildropReader(reading);
        Sync = new SqliteSyncReader(reading);
        _sender = new(files);
        Outbox = new SqliteOutboxStore(files, _writer, reading, _sender);
        _rest.Used();
    }

    public IContentStore Content { get; }

    public IReplicaReader Reader { get; }

    public IMaildropReader Maildrop { get; }

    public IOutboxStore Outbox { get; }

    public ISyncReader Sync { get; }

    public long CommitMark => HashCode.Combine(Stamp(_files.Database), Stamp(_files.Database + "-wal"));

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
        _rest.Dispose();
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        _sender.Dispose();
        if (_open is not null) await _open.DisposeAsync().ConfigureAwait(false);
    }

    static (long Length, DateTime Written) Stamp(string path) => new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default;

    void Rest()
    {
        _readers.Rest();
        _writer.Rest();
    }
}
