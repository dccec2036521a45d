using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>An open store: the account's committed state, and what this store appended since its last commit.</summary>
sealed class InMemoryMailStore : IMailStore
{
    readonly InMemoryAccount _account;
    readonly StoreFaults _faults;
    readonly List<(ContentKey Key, byte[] Bytes, ContentOrigin Origin)> _appended = [];
    bool _disposed, _killed;

    public InMemoryMailStore(InMemoryAccount account, StoreFaults faults)
    {
        (_account, _faults) = (account, faults);
        Content = new InMemoryContentStore(this);
        Reader = new InMemoryReplicaReader(this);
        Maildrop = new InMemoryMaildropReader(this);
        Sync = new InMemorySyncReader(this);
        Outbox = new InMemoryOutboxStore(this);
        account.Opened(this);
    }

    public IContentStore Content { get; }

    public IReplicaReader Reader { get; }

    public IMaildropReader Maildrop { get; }

    public IOutboxStore Outbox { get; }

    public ISyncReader Sync { get; }

    public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) =>
        RunAsync(_account.TryLease, cancellationToken);

    public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return CommitAsync(
            state =>
            {
                state = changes.Aggregate(state with { Filed = [] }, ReplicaChanges.Apply);
                return (state, (IReadOnlyList<long>)state.Filed);
            },
            cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        lock (_account.Gate)
        {
            _disposed = true;
            _account.Closed(this);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Makes what was appended durable and changes the state, all or nothing.</summary>
    public ValueTask<T> CommitAsync<T>(Func<ReplicaState, (ReplicaState State, T Result)> change, CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                var fault = _faults.Begin();
                // A write that failed is taken back as a whole: who appended has to do it again.
                if (fault?.Moment == StoreFaultMoment.Before) _appended.Clear();
                _faults.Strike(fault, StoreFaultMoment.Before);
                // Content comes first, so that nothing ever names what is not there.
                _account.State = _appended.Aggregate(_account.State, (state, a) => state.Append(a.Key, a.Bytes, a.Origin));
                _appended.Clear();
                _faults.Strike(fault, StoreFaultMoment.During);
                var (changed, result) = change(_account.State with { Touched = [], Named = [] });
                changed.Named.ForEach(Named);
                _account.State = changed.Relist().Noting(_account.State);
                _faults.Strike(fault, StoreFaultMoment.After);
                return result;
            },
            cancellationToken);

    public ValueTask<ContentKey> AppendAsync(byte[] bytes, ContentOrigin origin, CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                var key = ContentKey.Of(bytes);
                _appended.Add((key, bytes, origin));
                Expect(key);
                return key;
            },
            cancellationToken);

    public async ValueTask ReferAsync(ContentKey key, ContentOrigin origin, CancellationToken cancellationToken) => await RunAsync(
        () =>
        {
            var bytes = _account.State.Contents.GetValueOrDefault(key)?.Bytes ?? _appended.Find(a => a.Key == key).Bytes;
            if (bytes is null) return false;
            _appended.Add((key, bytes, origin));
            Expect(key);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>The bytes of content that is committed, or that this store appended.</summary>
    public ValueTask<byte[]> ReadContentAsync(ContentKey key, CancellationToken cancellationToken) =>
        RunAsync(
            () => _account.State.Contents.GetValueOrDefault(key)?.Bytes
                ?? _appended.Find(a => a.Key == key).Bytes
                ?? throw StoreFailures.ContentNotHeld(key),
            cancellationToken);

    public ValueTask<T> ReadAsync<T>(Func<ReplicaState, T> read, CancellationToken cancellationToken) =>
        RunAsync(() => read(_account.State), cancellationToken);

    public void Kill() => _killed = true;

    /// <summary>What was appended, how often, and no commit of this store has named, though one that came between may have made it known.</summary>
    public Dictionary<ContentKey, int> Expected { get; } = [];

    /// <summary>Whether it has neither been closed nor killed.</summary>
    public bool IsOpen => !_disposed && !_killed;

    public void ThrowIfClosed()
    {
        if (_killed) throw new StoreCrashException();
        ObjectDisposedException.ThrowIf(_disposed, typeof(IMailStore));
    }

    void Expect(ContentKey key) => Expected[key] = Expected.GetValueOrDefault(key) + 1;

    void Named(ContentKey key)
    {
        if (Expected.TryGetValue(key, out var times) && times > 1) Expected[key] = times - 1;
        else Expected.Remove(key);
    }

    /// <summary>Does all of <paramref name="work"/> at once, in its turn; what goes wrong is told where it is awaited.</summary>
    ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_account.Gate)
            {
                ThrowIfClosed();
                return new(work());
            }
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }
}
