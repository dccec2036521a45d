using System.Collections.Concurrent;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Everything that writes: one task at a time appends, and one commits meanwhile.</summary>
sealed class StoreWriter : IAsyncDisposable
{
    readonly AccountFiles _files;
    readonly RestTimer _rest;

    // The first is for the packs and for what is known to be held. Whoever wants both takes that of the database before it.
    readonly SemaphoreSlim _packGate = new(1, 1), _databaseGate = new(1, 1);
    readonly HeldContents _held;
    readonly PackWriter _packs;
    readonly ConcurrentQueue<PendingCommit> _waiting = new();
    SqliteDatabase? _database;
    ChangeWriter? _changes;
    bool _disposed;

    public StoreWriter(AccountFiles files, SqliteDatabase database, long packSize, RestTimer rest)
    {
        (_files, _database, _rest) = (files, database, rest);
        _held = new(files);
        _packs = new(files, _held.Newest, packSize);
    }

    SqliteDatabase Database => _database ??= DatabaseFile.OpenWriter(_files);

    /// <summary>
    /// Appends content that is not held yet, or whose bytes are no longer what they were. Where that fails, everything that no commit has sealed is taken back.
    /// </summary>
    /// <param name="key">What names it.</param>
    /// <param name="length">Its length.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="append">Appends the bytes.</param>
    /// <param name="cancellationToken">Cancels; nothing is appended then.</param>
    public async ValueTask AppendAsync(
        ContentKey key, long length, ContentOrigin origin, Func<PackWriter, ValueTask> append, CancellationToken cancellationToken)
    {
        await EnterAsync(_packGate, cancellationToken).ConfigureAwait(false);
        try
        {
            // To read them back costs less than it cost to receive them, and whoever gives them may have no other copy.
            var isHeld = _packs.Find(key) is not null || (_held.Find(key) is { } place && ContentProof.Holds(_files, place, key));
            if (isHeld) _packs.AppendReference(key, length, origin);
            else await append(_packs).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreFaults.Translate(e, _files.Content) is { } known)
        {
            _packs.CutBack();
            throw known;
        }
        finally
        {
            _packGate.Release();
        }
    }

    /// <summary>Notes that content that is held, or was appended, came from <paramref name="origin"/> as well.</summary>
    public async ValueTask ReferAsync(ContentKey key, ContentOrigin origin, CancellationToken cancellationToken)
    {
        await EnterAsync(_packGate, cancellationToken).ConfigureAwait(false);
        try
        {
            if ((_packs.Find(key) ?? _held.Find(key)) is { } place) _packs.AppendReference(key, place.Length, origin);
        }
        catch (Exception e) when (StoreFaults.Translate(e, _files.Content) is { } known)
        {
            _packs.CutBack();
            throw known;
        }
        finally
        {
            _packGate.Release();
        }
    }

    /// <summary>
    /// Makes what was appended durable and applies <paramref name="apply"/>, in this order, all or nothing. Whoever waited for the lock
    /// meanwhile shares the transaction, and so the cost of its durability.
    /// </summary>
    public async ValueTask<T> CommitAsync<T>(Func<ChangeWriter, T> apply, CancellationToken cancellationToken)
    {
        var commit = new PendingCommit<T>(apply);
        _waiting.Enqueue(commit);
        try
        {
            await EnterAsync(_databaseGate, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Somebody else may have taken it along already; then it is no longer to be cancelled.
            if (commit.TryTake()) throw;
            return await commit.Outcome.ConfigureAwait(false);
        }

        try
        {
            // A commit waits for the disk; the caller's thread may be one that draws windows.
            if (!commit.Outcome.IsCompleted) await Task.Run(CommitWaitingAsync, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _databaseGate.Release();
        }

        return await commit.Outcome.ConfigureAwait(false);
    }

    /// <summary>Where content is that no commit named yet; it can be read through the file system then.</summary>
    public async ValueTask<ContentPlace?> FindPendingAsync(ContentKey key, CancellationToken cancellationToken)
    {
        await EnterAsync(_packGate, cancellationToken).ConfigureAwait(false);
        try
        {
            if (_packs.Find(key) is not { } place) return _held.Find(key);
            _packs.WriteBuffered();
            return place;
        }
        catch (Exception e) when (StoreFaults.Translate(e, _files.Content) is { } known)
        {
            _packs.CutBack();
            throw known;
        }
        finally
        {
            _packGate.Release();
        }
    }

    /// <summary>Lets go of what costs memory and handles until it is needed again, unless it is in use or something waits to be committed.</summary>
    public void Rest()
    {
        if (!_databaseGate.Wait(0)) return;
        try
        {
            if (!_packGate.Wait(0)) return;
            try
            {
                RestInside();
            }
            finally
            {
                _packGate.Release();
            }
        }
        finally
        {
            _databaseGate.Release();
        }
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteMailStore));

    public async ValueTask DisposeAsync()
    {
        await _databaseGate.WaitAsync().ConfigureAwait(false);
        await _packGate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _packs.Dispose();
        _held.Dispose();
        _database?.Dispose();
        _packGate.Release();
        _databaseGate.Release();
    }

    void RestInside()
    {
        if (_disposed || !_packs.TryRest()) return;
        _held.Rest();
        _changes = null;
        _database?.Dispose();
        _database = null;
    }

    async Task CommitWaitingAsync()
    {
        var commits = new List<PendingCommit>();
        while (_waiting.TryDequeue(out var commit))
            if (commit.TryTake()) commits.Add(commit);
        if (commits.Count > 1 && await TryCommitAsync(commits).ConfigureAwait(false) is null) return;
        // One that cannot be applied must not fail the others.
        foreach (var commit in commits)
            if (await TryCommitAsync([commit]).ConfigureAwait(false) is { } failure) commit.Fail(failure);
    }

    async Task<Exception?> TryCommitAsync(List<PendingCommit> commits)
    {
        try
        {
            await CommitAsync(commits).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return e;
        }

        foreach (var commit in commits) commit.Succeed();
        return null;
    }

    async Task CommitAsync(List<PendingCommit> commits)
    {
        var seal = await SealAsync().ConfigureAwait(false);
        var isDone = false;
        try
        {
            StoreFaults.Guard(_files.Database, () =>
            {
                _changes ??= new(Database);
                _changes.Transact(() =>
                {
                    foreach (var (pack, length) in seal.Packs) _changes.Contents.Grow(pack, length);
                    foreach (var (key, place) in seal.Contents) _changes.Contents.Add(key, place);
                    foreach (var commit in commits) commit.Apply(_changes);
                });
            });
            isDone = true;
        }
        finally
        {
            await SettleAsync(isDone).ConfigureAwait(false);
        }
    }

    async Task<PackSeal> SealAsync()
    {
        await _packGate.WaitAsync().ConfigureAwait(false);
        try
        {
            StoreFaults.Guard(_files.Database, _held.BeginCommit);
            return _packs.Seal();
        }
        catch (Exception e)
        {
            _held.EndCommit();
            if (StoreFaults.Translate(e, _files.Content) is not { } known) throw;
            _packs.CutBack();
            throw known;
        }
        finally
        {
            _packGate.Release();
        }
    }

    async Task SettleAsync(bool isCommitted)
    {
        await _packGate.WaitAsync().ConfigureAwait(false);
        try
        {
            _held.EndCommit();
            if (isCommitted) _packs.Committed();
            else _packs.NotCommitted();
        }
        finally
        {
            _packGate.Release();
        }
    }

    async ValueTask EnterAsync(SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        _rest.Use();
        if (!_disposed) return;
        gate.Release();
        throw new ObjectDisposedException(nameof(SqliteMailStore));
    }
}
