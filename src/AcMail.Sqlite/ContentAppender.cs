using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Contents on their way into the packs, one at a time, until a commit names them. Its lock is not that of the database, so that more comes while a commit is
/// under way; whoever wants both takes that of the database first.
/// </summary>
sealed class ContentAppender : IAsyncDisposable
{
    readonly AccountFiles _files;
    readonly RestTimer _rest;
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly HeldContents _held;
    readonly PackWriter _packs;
    bool _disposed;

    public ContentAppender(AccountFiles files, long packSize, RestTimer rest)
    {
        (_files, _rest, _held) = (files, rest, new(files));
        _packs = new(files, _held.Newest, packSize);
    }

    /// <summary>
    /// Appends content that is not held yet, or whose bytes are no longer what they were. Where that fails, everything that no commit has sealed is taken back.
    /// </summary>
    /// <param name="key">What names it.</param>
    /// <param name="length">Its length.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="append">Appends the bytes.</param>
    /// <param name="cancellationToken">Cancels; nothing is appended then.</param>
    public async ValueTask AppendAsync(
        ContentKey key, long length, ContentOrigin origin, Func<PackWriter, ValueTask> append, CancellationToken cancellationToken) => await RunAsync(
        async () =>
        {
            // To read them back costs less than it cost to receive them, and whoever gives them may have no other copy.
            var isHeld = _packs.Find(key) is not null || (_held.Find(key) is { } place && ContentProof.Holds(_files, place, key));
            if (isHeld) _packs.AppendReference(key, length, origin);
            else await append(_packs).ConfigureAwait(false);
            return isHeld;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Notes that content that is held, or was appended, came from <paramref name="origin"/> as well.</summary>
    public async ValueTask ReferAsync(ContentKey key, ContentOrigin origin, CancellationToken cancellationToken) => await RunAsync<bool>(
        () =>
        {
            if ((_packs.Find(key) ?? _held.Find(key)) is not { } place) return new(false);
            _packs.AppendReference(key, place.Length, origin);
            return new(true);
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>The same for one that left the outbox; it stands in the pack from now on, however this process ends.</summary>
    public async ValueTask NoteAsync(Departure departure)
    {
        await ReferAsync(departure.Content, departure.Origin, CancellationToken.None).ConfigureAwait(false);
        await RunAsync<bool>(
            () =>
            {
                _packs.WriteBuffered();
                return new(true);
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Where content is that no commit named yet; it can be read through the file system then.</summary>
    public ValueTask<ContentPlace?> FindPendingAsync(ContentKey key, CancellationToken cancellationToken) => RunAsync<ContentPlace?>(
        () =>
        {
            if (_packs.Find(key) is not { } place) return new(_held.Find(key));
            _packs.WriteBuffered();
            return new(place);
        },
        cancellationToken);

    /// <summary>Makes what was appended durable, for a commit to name; <see cref="SettleAsync"/> ends it.</summary>
    public async ValueTask<PackSeal> SealAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
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
            _gate.Release();
        }
    }

    /// <summary>The commit is over.</summary>
    public async ValueTask SettleAsync(bool isCommitted)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _held.EndCommit();
            if (isCommitted) _packs.Committed();
            else _packs.NotCommitted();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets go of what costs memory and handles until it is needed again, unless it is in use or something waits to be committed.</summary>
    public bool TryRest()
    {
        if (!_gate.Wait(0)) return false;
        try
        {
            if (_disposed) return false;
            // What waits to be committed may wait for ever, where its caller gave up; the log of all others must not grow with that.
            _held.EndSnapshot();
            if (!_packs.TryRest()) return false;
            _held.Rest();
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _packs.Dispose();
        _held.Dispose();
        _gate.Release();
    }

    async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> act, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteMailStore));
            return await act().ConfigureAwait(false);
        }
        catch (Exception e) when (StoreFaults.Translate(e, _files.Content) is { } known)
        {
            _packs.CutBack();
            throw known;
        }
        finally
        {
            _gate.Release();
            _rest.Used();
        }
    }
}
