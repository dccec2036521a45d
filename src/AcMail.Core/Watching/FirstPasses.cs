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

    readonly ConcurrentDictionary<string, Gate> _servers = new(StringComparer.OrdinalIgnoreCase);
    readonly Gate _passes = new(atOnce);

    public async Task<SyncReport> RunAsync(IWatchable account, WatchStep.Pass step, CancellationToken cancellationToken)
    {
        var server = _servers.GetOrAdd(account.Settings.Incoming.Host, _ => new(atOnce));
        // Each turn is twice as long as the one before: the largest message is had in the end, however slowly it comes.
        for (var turn = FirstTurn; ; turn *= 2)
        {
            if (await LogInAsync(account, step, turn, server, cancellationToken).ConfigureAwait(false) is { } report) return report;
            WatchLog.GaveWay(logger, account.Settings.Name, turn.TotalSeconds);
        }
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
        _passes.Dispose();
    }

    /// <returns>As <see cref="TakeTurnAsync"/>.</returns>
    async Task<SyncReport?> LogInAsync(IWatchable account, WatchStep.Pass step, TimeSpan turn, Gate server, CancellationToken cancellationToken)
    {
        using (await server.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            // Without a connection that is kept, there is no telling when the account gets in.
            if (account.Connection is not { } connection)
                return await TakeTurnAsync(account, step, turn, () => server.IsWaitedFor || _passes.IsWaitedFor, cancellationToken).ConfigureAwait(false);
            await connection.UseAsync(_ => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
        }

        return await TakeTurnAsync(account, step, turn, () => _passes.IsWaitedFor, cancellationToken).ConfigureAwait(false);
    }

    /// <returns><see langword="null"/> where its turn was over before the pass.</returns>
    async Task<SyncReport?> TakeTurnAsync(
        IWatchable account, WatchStep.Pass step, TimeSpan turn, Func<bool> isWaitedFor, CancellationToken cancellationToken)
    {
        using var place = await _passes.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = time.CreateTimer(_ => GiveWay(), null, turn, Glance);
        await using var stopping = timer.ConfigureAwait(false);
        try
        {
            return await account.RunPassAsync(step.Scope, step.WithFreshCredential, over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        void GiveWay()
        {
            if (isWaitedFor()) over.Cancel();
        }
    }
}
