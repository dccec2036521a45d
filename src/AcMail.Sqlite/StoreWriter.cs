using System.Collections.Concurrent;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Everything that writes, one task at a time.</summary>
sealed class StoreWriter : IAsyncDisposable
{
    readonly AccountFiles _files;
    readonly RestTimer _rest;
    readonly SemaphoreSlim _gate = new(1, 1);
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
        _packs = new(files, () => Database, packSize);
    }

    SqliteDatabase Database => _database ??= DatabaseFile.OpenWriter(_files);

    /// <summary>Appends content that is not held yet, or whose bytes are no longer what they were. Where that fails, everything since the last commit is taken back.</summary>
    /// <param name="key">What names it.</param>
    /// <param name="length">Its length.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="append">Appends the bytes.</param>
    /// <param name="cancellationToken">Cancels; nothing is appended then.</param>
    public async ValueTask AppendAsync(
        ContentKey key, long length, ContentOrigin origin, Func<PackWriter, ValueTask> append, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // To read them back costs less than it cost to receive them, and whoever gives them may have no other copy.
            var isHeld = _packs.Pending.ContainsKey(key) || (Find(key) is { } place && ContentProof.Holds(_files, place, key));
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
            _gate.Release();
        }
    }

    /// <summary>Notes that content that is held, or was appended, came from <paramref name="origin"/> as well.</summary>
    public async ValueTask ReferAsync(ContentKey key, ContentOrigin origin, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var held = _packs.Pending.TryGetValue(key, out var pending) ? pending : Find(key);
            if (held is { } place) _packs.AppendReference(key, place.Length, origin);
        }
        catch (Exception e) when (StoreFaults.Translate(e, _files.Content) is { } known)
        {
            _packs.CutBack();
            throw known;
        }
        finally
        {
            _gate.Release();
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
            await EnterAsync(cancellationToken).ConfigureAwait(false);
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
            if (!commit.Outcome.IsCompleted) await Task.Run(CommitWaiting, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        return await commit.Outcome.ConfigureAwait(false);
    }

    /// <summary>Where content is that no commit named yet; it can be read through the file system then.</summary>
    public async ValueTask<ContentPlace?> FindPendingAsync(ContentKey key, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_packs.Pending.TryGetValue(key, out var place)) return Find(key);
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
            _gate.Release();
        }
    }

    /// <summary>Lets go of what costs memory and handles until it is needed again, unless it is in use or something waits to be committed.</summary>
    public void Rest()
    {
        if (!_gate.Wait(0)) return;
        try
        {
            if (_disposed || !_packs.TryRest()) return;
            _held.Rest();
            _changes = null;
            _database?.Dispose();
            _database = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteMailStore));

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _packs.Dispose();
        _held.Dispose();
        _database?.Dispose();
        _gate.Release();
    }

    void CommitWaiting()
    {
        var commits = new List<PendingCommit>();
        while (_waiting.TryDequeue(out var commit))
            if (commit.TryTake()) commits.Add(commit);
        if (commits.Count > 1 && TryCommit(commits) is null) return;
        // One that cannot be applied must not fail the others.
        foreach (var commit in commits)
            if (TryCommit([commit]) is { } failure) commit.Fail(failure);
    }

    Exception? TryCommit(List<PendingCommit> commits)
    {
        try
        {
            Commit(commits);
        }
        catch (Exception e)
        {
            return e;
        }

        foreach (var commit in commits) commit.Succeed();
        return null;
    }

    void Commit(List<PendingCommit> commits)
    {
        try
        {
            _packs.Flush();
        }
        catch (Exception e) when (StoreFaults.Translate(e, _files.Content) is { } known)
        {
            _packs.CutBack();
            throw known;
        }

        // Should the transaction fail, the appended bytes are durable and stay pending: the next commit names them.
        StoreFaults.Guard(_files.Database, () =>
        {
            _changes ??= new(Database);
            // A snapshot of before would keep SQLite from emptying its log after this commit, and the log would grow until the next rest.
            _held.EndSnapshot();
            _changes.Transact(() =>
            {
                foreach (var pack in _packs.Grown) _changes.Contents.Grow(pack.Number, pack.Length);
                foreach (var (key, place) in _packs.Pending) _changes.Contents.Add(key, place);
                foreach (var commit in commits) commit.Apply(_changes);
            });
            _packs.Committed();
        });
    }

    ContentPlace? Find(ContentKey key) => _held.Find(key);

    async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        _rest.Use();
        if (!_disposed) return;
        _gate.Release();
        throw new ObjectDisposedException(nameof(SqliteMailStore));
    }
}
