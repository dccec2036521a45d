using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>
/// Bounds what many accounts do when they are all watched at once: how many log in to one server, and how many are read for the first time. A server that
/// is down keeps only its own accounts waiting. A mailbox that takes hours gives way after a while to accounts that wait, and goes on after them where it stopped.
/// </summary>
sealed class FirstPasses(int atOnce, TimeProvider time, ILogger logger) : IDisposable
{
    static readonly TimeSpan FirstTurn = TimeSpan.FromSeconds(30), Glance = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, SemaphoreSlim> _servers = new(StringComparer.OrdinalIgnoreCase);
    readonly SemaphoreSlim _passes = new(atOnce);
    int _waiting;

    public async Task<SyncReport> RunAsync(IWatchable account, WatchStep.Pass step, CancellationToken cancellationToken)
    {
        var server = _servers.GetOrAdd(account.Settings.Incoming.Host, _ => new(atOnce));
        // Each turn is twice as long as the one before: the largest message is had in the end, however slowly it comes.
        for (var turn = FirstTurn; ; turn *= 2)
        {
            await server.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Without a connection that is kept, there is no telling when the account gets in.
                if (account.Connection is not { } connection)
                    return await account.RunPassAsync(step.Scope, step.WithFreshCredential, cancellationToken).ConfigureAwait(false);
                await connection.UseAsync(_ => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                server.Release();
            }

            if (await TakeTurnAsync(account, step, turn, cancellationToken).ConfigureAwait(false) is { } report) return report;
            WatchLog.GaveWay(logger, account.Settings.Name, turn.TotalSeconds);
        }
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
        _passes.Dispose();
    }

    /// <returns><see langword="null"/> where its turn was over before the pass.</returns>
    async Task<SyncReport?> TakeTurnAsync(IWatchable account, WatchStep.Pass step, TimeSpan turn, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = time.CreateTimer(_ => GiveWay(over), null, turn, Glance);
        await using var stopping = timer.ConfigureAwait(false);
        try
        {
            return await account.RunPassAsync(step.Scope, step.WithFreshCredential, over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _passes.Release();
        }
    }

    async Task EnterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _passes.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    void GiveWay(CancellationTokenSource turn)
    {
        if (Volatile.Read(ref _waiting) > 0) turn.Cancel();
    }
}
