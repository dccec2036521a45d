using System.Collections.Concurrent;

namespace AcMail;

/// <summary>
/// Bounds what many accounts do when they are all watched at once: how many log in to one server, and how many are read for the first time. A server that
/// is down keeps only its own accounts waiting.
/// </summary>
sealed class FirstPasses(int atOnce) : IDisposable
{
    readonly ConcurrentDictionary<string, SemaphoreSlim> _servers = new(StringComparer.OrdinalIgnoreCase);
    readonly SemaphoreSlim _passes = new(atOnce);

    public async Task<SyncReport> RunAsync(IWatchable account, WatchStep.Pass step, CancellationToken cancellationToken)
    {
        var server = _servers.GetOrAdd(account.Settings.Incoming.Host, _ => new(atOnce));
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

        await _passes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await account.RunPassAsync(step.Scope, step.WithFreshCredential, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _passes.Release();
        }
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
        _passes.Dispose();
    }
}
