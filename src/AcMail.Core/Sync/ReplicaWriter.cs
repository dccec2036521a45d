using System.Threading.Channels;
using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Writes what a pass receives, in order, beside the connection that goes on receiving, and appends while it commits. What is in flight is bounded, so a slow
/// disk slows the download down; commits are large enough that durability costs little, and small and frequent enough that a crash costs little.
/// </summary>
sealed class ReplicaWriter : IAsyncDisposable
{
    const int BatchBytes = 1024 * 1024;
    const int BatchItems = 256;
    const int BatchesInFlight = 3;
    const int CommitChanges = 4000;
    const long CommitBytes = 64 * 1024 * 1024;
    static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(250);

    readonly Channel<List<object>> _batches = Channel.CreateBounded<List<object>>(
        new BoundedChannelOptions(BatchesInFlight) { SingleReader = true, SingleWriter = true });

    readonly IMailStore _store;
    readonly SyncPass _pass;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _stop = new();
    readonly Task _writing;
    Uncommitted _next = new();
    Uncommitted _committing = new();
    Task<IReadOnlyList<long>> _commit = Task.FromResult<IReadOnlyList<long>>([]);
    List<object> _batch = [];
    long _batchBytes;
    long _lastCommit;

    public ReplicaWriter(IMailStore store, SyncPass pass, TimeProvider time)
    {
        (_store, _pass, _time) = (store, pass, time);
        _lastCommit = time.GetTimestamp();
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>How much was handed over so far.</summary>
    public long Posted { get; private set; }

    /// <summary>Takes over <paramref name="message"/>; waits while too much is in flight.</summary>
    public ValueTask PostAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        _batchBytes += message.Content.Cost;
        return PostItemAsync(message, cancellationToken);
    }

    /// <summary>Links <paramref name="message"/> to content that is held.</summary>
    public ValueTask PostAsync(LinkedMessage message, CancellationToken cancellationToken) => PostItemAsync(message, cancellationToken);

    /// <summary>Applies <paramref name="change"/> after everything posted before it.</summary>
    public ValueTask PostAsync(StoreChange change, CancellationToken cancellationToken) => PostItemAsync(change, cancellationToken);

    /// <summary>Has everything posted so far made durable now, and does not wait for it.</summary>
    public Task HastenAsync(CancellationToken cancellationToken) => SendAllAsync(cancellationToken);

    /// <summary>Returns when everything posted so far is durable; more may be posted afterwards.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var durable = await SendAllAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAny(durable, _writing).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!durable.IsCompleted) await _writing.ConfigureAwait(false);
    }

    /// <summary>Returns when everything posted is durable, and ends the writing.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0) await SendBatchAsync(cancellationToken).ConfigureAwait(false);
        _batches.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    /// <summary>Lets everything posted become durable, unless that fails.</summary>
    public async ValueTask DisposeAsync()
    {
        await CompleteAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release(_batch);
        while (_batches.Reader.TryRead(out var batch)) Release(batch);
        _stop.Dispose();
    }

    async ValueTask PostItemAsync(object item, CancellationToken cancellationToken)
    {
        Posted++;
        _batch.Add(item);
        if (_batchBytes >= BatchBytes || _batch.Count >= BatchItems) await SendBatchAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what was posted, and returns what ends once it is durable.</summary>
    async Task<Task> SendAllAsync(CancellationToken cancellationToken)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _batch.Add(durable);
        await SendBatchAsync(cancellationToken).ConfigureAwait(false);
        return durable.Task;
    }

    async ValueTask SendBatchAsync(CancellationToken cancellationToken)
    {
        if (_writing.IsCompleted) await _writing.ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            await _batches.Writer.WriteAsync(_batch, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await _writing.ConfigureAwait(false);
            throw;
        }

        (_batch, _batchBytes) = ([], 0);
    }

    async Task WriteAllAsync()
    {
        try
        {
            await foreach (var batch in _batches.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                try
                {
                    foreach (var item in batch) await WriteAsync(item).ConfigureAwait(false);
                    if (batch.OfType<IncomingMessage>().LastOrDefault() is { } last) _pass.Report(SyncStage.Downloading, last.Tally);
                    if (_commit.IsCompleted && _time.GetElapsedTime(_lastCommit) >= CommitInterval) await CommitAsync().ConfigureAwait(false);
                }
                finally
                {
                    Release(batch);
                }
            }

            await CommitAsync().ConfigureAwait(false);
            await SettleAsync().ConfigureAwait(false);
        }
        catch
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            // A commit may be under way still: it uses the store, and counts where it succeeds.
            await SettleAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    async ValueTask WriteAsync(object item)
    {
        if (item is IncomingMessage message)
        {
            var key = await message.Content.AppendToAsync(_store.Content, message.Origin, CancellationToken.None).ConfigureAwait(false);
            _next.Add(message.Fold(message.Origin, key, message.Headers), message.Tally);
            _next.Bytes += message.Content.Length;
            message.Tally.Received++;
            _pass.BytesReceived += message.Content.Length;
        }
        else if (item is LinkedMessage linked)
        {
            await _store.Content.ReferAsync(linked.Added.Content, linked.Origin, CancellationToken.None).ConfigureAwait(false);
            _next.Changes.Add(linked.Added);
            if (linked.Tally is { } tally) _next.Added.Add(tally);
        }
        else if (item is TaskCompletionSource durable)
        {
            await CommitAsync().ConfigureAwait(false);
            await SettleAsync().ConfigureAwait(false);
            durable.SetResult();
        }
        else
        {
            _next.Changes.Add((StoreChange)item);
        }

        if (_next.Changes.Count >= CommitChanges || _next.Bytes >= CommitBytes) await CommitAsync().ConfigureAwait(false);
    }

    /// <summary>Begins to commit what was written, once what was before it is committed.</summary>
    async ValueTask CommitAsync()
    {
        await SettleAsync().ConfigureAwait(false);
        if (_next.Changes.Count == 0) return;
        (_committing, _next) = (_next, _committing);
        _lastCommit = _time.GetTimestamp();
        _commit = _store.CommitAsync(_committing.Changes, CancellationToken.None).AsTask();
    }

    /// <summary>Returns when no commit is under way.</summary>
    async Task SettleAsync()
    {
        var filed = await _commit.ConfigureAwait(false);
        _committing.Count(filed.Count);
        _pass.BytesCommitted += _committing.Bytes;
        _committing.Clear();
    }

    static void Release(List<object> batch)
    {
        foreach (var item in batch) (item as IncomingMessage)?.Content.Dispose();
        batch.Clear();
    }
}
