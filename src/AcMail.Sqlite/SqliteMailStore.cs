using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The replica of one account: one writing connection, the claimed packs, and connections for reading.</summary>
sealed class SqliteMailStore : IMailStore, ICommitMark
{
    readonly AccountFiles _files;
    readonly StoreWriter _writer;
    readonly ReaderPool _readers;
    readonly RestTimer _rest;
    readonly SenderLock _sender;
    readonly OpenStores _stores;
    readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    FileLock? _open;
    bool _disposed;

    public SqliteMailStore(AccountFiles files, FileLock? open, SqliteDatabase database, long packSize, OpenStores stores)
    {
        (_files, _open, _stores) = (files, open, stores);
        // It frees memory, and nothing depends on when; so no test replaces this clock.
        _rest = new(Rest, stores.Awake, TimeProvider.System);
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
        stores.Add(this);
    }

    public string Folder => _files.Folder;

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

    /// <summary>
    /// Waits for what is being written, closes its files and lets go of the account, so that somebody else in this process can have it alone. What is to be
    /// written waits until <see cref="ReturnAsync"/>. Reading goes on.
    /// </summary>
    /// <returns>The contents that it may name next; nothing once it is closed.</returns>
    public async ValueTask<IReadOnlyCollection<ContentKey>?> TryStepAsideAsync(CancellationToken cancellationToken)
    {
        var expected = await _writer.TryPauseAsync(cancellationToken).ConfigureAwait(false);
        if (expected is null) await _closed.Task.ConfigureAwait(false);
        else if (_open is not null) await _open.DisposeAsync().ConfigureAwait(false);
        return expected;
    }

    /// <summary>Goes on where it stepped aside. Where the account cannot be had again, it is closed.</summary>
    public async Task ReturnAsync()
    {
        var isBack = false;
        try
        {
            _open = await StoreOpening.OpenAsync(_files, create: false, CancellationToken.None).ConfigureAwait(false);
            isBack = true;
        }
        finally
        {
            _writer.Resume();
            if (!isBack) await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            _rest.Dispose();
            await _writer.DisposeAsync().ConfigureAwait(false);
            _readers.Dispose();
            _sender.Dispose();
            if (_open is not null) await _open.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _stores.Remove(this);
            _closed.SetResult();
        }
    }

    static (long Length, DateTime Written) Stamp(string path) => new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default;

    void Rest()
    {
        _readers.Rest();
        _writer.Rest();
    }
}
