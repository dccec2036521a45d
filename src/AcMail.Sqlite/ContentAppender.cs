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
    readonly ExpectedContents _expected = new();
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
            _expected.Add(key);
            return isHeld;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Notes that content that is held, or was appended, came from <paramref name="origin"/> as well.</summary>
    public async ValueTask ReferAsync(ContentKey key, ContentOrigin origin, CancellationToken cancellationToken) =>
        await RunAsync<bool>(
            () =>
            {
                var isHeld = TryRefer(key, origin);
                if (isHeld) _expected.Add(key);
                return new(isHeld);
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>The same for one that left the outbox; it stands in the pack from now on, however this process ends.</summary>
    public async ValueTask NoteAsync(Departure departure) => await RunAsync<bool>(
        () =>
        {
            var isNoted = TryRefer(departure.Content, departure.Origin);
            _packs.WriteBuffered();
            return new(isNoted);
        },
        CancellationToken.None).ConfigureAwait(false);

    /// <summary>Opens content that no commit named yet.</summary>
    public ValueTask<PackSlice?> TryOpenAsync(ContentKey key, CancellationToken cancellationToken) => RunAsync<PackSlice?>(
        () =>
        {
            if (_packs.Find(key) is { } pending) _packs.WriteBuffered();
            else if (_held.Find(key) is { } held) pending = held;
            else return default;
            return new(PackSlice.Open(_files, pending));
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
    /// <param name="isCommitted">Whether the state has it.</param>
    /// <param name="named">The contents that it named.</param>
    public async ValueTask SettleAsync(bool isCommitted, IEnumerable<ContentKey> named)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _held.EndCommit();
            if (isCommitted)
            {
                _packs.Committed();
                _expected.Named(named);
            }
            else
            {
                _packs.NotCommitted();
            }
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
            return TryRestHeld();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The same after what is in use, and with nothing new until <see cref="Resume"/>.</summary>
    /// <returns>
    /// What was appended here and no commit of here has named, though one that came between may have made it known; nothing where something waits to be
    /// committed.
    /// </returns>
    public async ValueTask<IReadOnlyCollection<ContentKey>?> TryPauseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var isPaused = false;
        try
        {
            isPaused = TryRestHeld();
            return isPaused ? _expected.All : null;
        }
        finally
        {
            if (!isPaused) _gate.Release();
        }
    }

    public void Resume() => _gate.Release();

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _packs.Dispose();
        _held.Dispose();
        _gate.Release();
    }

    bool TryRefer(ContentKey key, ContentOrigin origin)
    {
        if ((_packs.Find(key) ?? _held.Find(key)) is not { } place) return false;
        _packs.AppendReference(key, place.Length, origin);
        return true;
    }

    bool TryRestHeld()
    {
        if (_disposed) return false;
        // What waits to be committed may wait for ever, where its caller gave up; the log of all others must not grow with that.
        _held.EndSnapshot();
        if (!_packs.TryRest()) return false;
        _held.Rest();
        return true;
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
