using System.Collections.Concurrent;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What writes to the database: one commit at a time, by the side of which contents are appended.</summary>
sealed class StoreWriter(AccountFiles files, SqliteDatabase database, long packSize, RestTimer rest) : IAsyncDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly ConcurrentQueue<PendingCommit> _waiting = new();
    SqliteDatabase? _database = database;
    ChangeWriter? _changes;
    bool _disposed;

    /// <summary>What appends contents.</summary>
    public ContentAppender Contents { get; } = new(files, packSize, rest);

    SqliteDatabase Database => _database ??= DatabaseFile.OpenWriter(files);

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
            if (!commit.Outcome.IsCompleted) await Task.Run(CommitWaitingAsync, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
            rest.Used();
        }

        return await commit.Outcome.ConfigureAwait(false);
    }

    /// <inheritdoc cref="ContentAppender.TryRest"/>
    public void Rest()
    {
        if (!_gate.Wait(0)) return;
        try
        {
            if (!_disposed && Contents.TryRest()) CloseDatabase();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes known what was appended, rests, and lets nothing begin until <see cref="Resume"/>.</summary>
    /// <returns>The contents that a commit may name next; nothing where it is closed.</returns>
    public async ValueTask<IReadOnlyCollection<ContentKey>?> TryPauseAsync(CancellationToken cancellationToken)
    {
        IReadOnlyCollection<ContentKey>? expected = null;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_disposed) return null;
            while ((expected = await Contents.TryPauseAsync(cancellationToken).ConfigureAwait(false)) is null) await CommitAsync([]).ConfigureAwait(false);
            CloseDatabase();
            return expected;
        }
        finally
        {
            if (expected is null) _gate.Release();
        }
    }

    public void Resume()
    {
        Contents.Resume();
        _gate.Release();
        rest.Used();
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteMailStore));

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        await Contents.DisposeAsync().ConfigureAwait(false);
        _disposed = true;
        _database?.Dispose();
        _gate.Release();
    }

    void CloseDatabase()
    {
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
        var seal = await Contents.SealAsync().ConfigureAwait(false);
        var isDone = false;
        try
        {
            StoreFaults.Guard(files.Database, () =>
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
            await Contents.SettleAsync(isDone, _changes?.Contents.Named ?? []).ConfigureAwait(false);
        }
    }

    async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_disposed) return;
        _gate.Release();
        throw new ObjectDisposedException(nameof(SqliteMailStore));
    }
}
