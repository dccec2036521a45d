using AcMail.Storage;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>
/// Reads the text of contents that wait for it, so that search finds their words: by itself when an account has rested for a while after a pass, or when
/// somebody waits for it. What was read is committed in batches; whatever ends it, a batch at most has to be read again.
/// </summary>
sealed class BodyIndexer(
    string account, Func<CancellationToken, ValueTask<IMailStore>> open, TimeProvider time, ILogger<BodyIndexer> logger) : IAsyncDisposable
{
    const int ContentsAtOnce = 500, TextAtOnce = 4 * 1024 * 1024;

    /// <summary>How long after a pass the background begins: passes that follow each other are not to share the disk with it.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _turn = new(1);
    readonly Lock _background = new();
    CancellationTokenSource _stop = new();
    Task _running = Task.CompletedTask;
    bool _disposed;

    /// <summary>What the background does; it ends when nothing waits any more, or when it is stopped.</summary>
    public Task Background => _running;

    /// <summary>Reads all that waits. Two at a time take turns.</summary>
    /// <param name="progress">Told how many contents were read so far.</param>
    /// <param name="cancellationToken">Stops between two of them; what was committed stays.</param>
    /// <exception cref="MailException">The store cannot be read or written.</exception>
    public async Task RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var store = await open(cancellationToken).ConfigureAwait(false);
            var unreadable = new HashSet<ContentKey>();
            var done = 0;
            while (await NextAsync(store, unreadable, cancellationToken).ConfigureAwait(false) is { Count: > 0 } waiting)
            {
                var read = await IndexAsync(store, waiting, unreadable, cancellationToken).ConfigureAwait(false);
                if (read > 0) progress?.Report(done += read);
            }

            if (done > 0) IndexLog.Completed(logger, account, done);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Goes on in the background, after a rest.</summary>
    public void Start()
    {
        lock (_background)
        {
            if (_disposed) return;
            _stop.Cancel();
            _stop.Dispose();
            _stop = new();
            _running = Task.WhenAll(_running, RunQuietlyAsync(_stop.Token));
        }
    }

    /// <summary>Stops the background, so that a pass has the disk and the processor to itself.</summary>
    public void Stop()
    {
        lock (_background)
            if (!_disposed) _stop.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        if (!TryClose()) return;
        await _running.ConfigureAwait(false);
        _stop.Dispose();
        _turn.Dispose();
    }

    bool TryClose()
    {
        lock (_background)
        {
            if (_disposed) return false;
            _stop.Cancel();
            return _disposed = true;
        }
    }

    /// <summary>What to read next: what could not be read keeps waiting, before the rest.</summary>
    static async ValueTask<List<ContentKey>> NextAsync(IMailStore store, HashSet<ContentKey> unreadable, CancellationToken cancellationToken)
    {
        var waiting = await store.Content.GetUnindexedAsync(unreadable.Count + ContentsAtOnce, cancellationToken).ConfigureAwait(false);
        return [.. waiting.Where(k => !unreadable.Contains(k)).Take(ContentsAtOnce)];
    }

    async ValueTask<int> IndexAsync(
        IMailStore store, List<ContentKey> waiting, HashSet<ContentKey> unreadable, CancellationToken cancellationToken)
    {
        var read = new List<StoreChange>();
        var size = 0;
        foreach (var key in waiting)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await ReadAsync(store, key, cancellationToken).ConfigureAwait(false) is not { } body)
            {
                unreadable.Add(key);
                continue;
            }

            read.Add(body);
            size += body.Text.Length;
            if (size >= TextAtOnce) break;
        }

        if (read.Count > 0) await store.CommitAsync(read, CancellationToken.None).ConfigureAwait(false);
        return read.Count;
    }

    async ValueTask<BodyTextIndexed?> ReadAsync(IMailStore store, ContentKey key, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.Content.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
            await using var _ = content.ConfigureAwait(false);
            var (headers, text, hasAttachments) = MessageText.Read(content, cancellationToken);
            return new(key, headers, text) { HasAttachments = hasAttachments };
        }
        catch (MailException e) when (
            e.Failure.Kind is MailErrorKind.StorageDamaged or MailErrorKind.StorageUnavailable or MailErrorKind.MessageNotFound)
        {
            // It must not keep the others from being found, and is read once it can be: by the next pass, when the disk or a backup is back.
            IndexLog.Unreadable(logger, e, account, key.ToString());
            return null;
        }
    }

    async Task RunQuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Rest, time, cancellationToken).ConfigureAwait(false);
            await RunAsync(null, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            // Nobody waits for it; the next pass lets it try again.
            IndexLog.Failed(logger, e, account);
        }
    }
}
