using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>Watches one account for as long as anybody wants that, in one loop however many they are.</summary>
sealed class AccountWatch(IWatchable account, ServerConnector connector, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    readonly Lock _lock = new();
    int _watchers;
    volatile bool _disposed;

    [SuppressMessage("Usage", "CA2213", Justification = "It has neither a timer nor a handle, and may be cancelled after the loop is over.")]
    CancellationTokenSource? _stop;

    Task _running = Task.CompletedTask;

    /// <summary>Where the watch is told things.</summary>
    public WatchInbox Inbox { get; } = new();

    /// <summary>Beats after each commit, and when <see cref="Standing"/> changes.</summary>
    public Pulse Changed { get; } = new();

    /// <summary>What was last worth telling of how the watch goes; <see langword="null"/> before its first pass ends.</summary>
    public WatchReported? Standing { get; private set; }

    /// <summary>Wants the account watched until the result is disposed of.</summary>
    /// <param name="firstPasses">Whom the first pass has to wait for; nobody where there is none.</param>
    public IAsyncDisposable Join(FirstPasses? firstPasses = null)
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            if (_watchers++ == 0)
            {
                Standing = null;
                _stop = new();
                _running = RunAsync(_running, firstPasses, _stop.Token);
            }
        }

        return new Watcher(this);
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(IMailAccount));

    /// <summary>Ends when the watch is at rest, which it comes to once nobody wants it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            _ = _stop?.CancelAsync();
        }

        Changed.Beat();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Tell(WatchReported standing)
    {
        Standing = standing;
        Changed.Beat();
    }

    async Task RunAsync(Task former, FirstPasses? firstPasses, CancellationToken stop)
    {
        await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        WatchLog.Started(logger, account.Settings.Name);
        AcMailTelemetry.Watched.Add(1);
        try
        {
            var loop = new WatchLoop(account, connector, this, time, logger);
            await using var closing = loop.ConfigureAwait(false);
            await loop.RunAsync(firstPasses, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants it any more.
        }
        finally
        {
            AcMailTelemetry.Watched.Add(-1);
            WatchLog.Stopped(logger, account.Settings.Name);
        }
    }

    Task LeaveAsync()
    {
        lock (_lock)
        {
            if (--_watchers > 0) return Task.CompletedTask;
            _ = _stop!.CancelAsync();
            return _running;
        }
    }

    sealed class Watcher(AccountWatch watch) : IAsyncDisposable
    {
        int _left;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) await watch.LeaveAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
