using System.Diagnostics.CodeAnalysis;
using AcMail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>Watches accounts, and does what else they need every so often, for as long as the host runs.</summary>
sealed class BackgroundSync(
    IMailAccountProvider accounts, IOptions<BackgroundSyncOptions> options, TimeProvider time, ILogger<BackgroundSync> logger,
    IStoreMaintenance? maintenance = null) : IHostedService, IDisposable
{
    readonly List<IAsyncDisposable> _watched = [];
    readonly List<Task> _upkeep = [];
    readonly CancellationTokenSource _stop = new();
    FirstPasses? _firstPasses;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _firstPasses = new(options.Value.AccountsAtOnce, time, logger);
        IReadOnlyCollection<string> names = options.Value.Accounts is { Count: > 0 } chosen ? [.. chosen] : accounts.Names;
        if (names.Count == 0) WatchLog.NothingToSynchronise(logger);
        MailAccount[] joined = [.. names.Select(n => Join(n, _firstPasses)).OfType<MailAccount>()];
        WatchLog.BackgroundStarted(logger, _watched.Count);
        var upkeep = new Upkeep(joined, time, logger);
        if (options.Value.FlushOutboxEvery is { } flush) _upkeep.Add(upkeep.FlushAsync(flush, options.Value.AccountsAtOnce, _stop.Token));
        if (options.Value.CompactEvery is { } compact) _upkeep.Add(upkeep.CompactAsync(maintenance!, compact, _stop.Token));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_watched.Select(w => w.DisposeAsync().AsTask())).WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(_upkeep).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _watched.Clear();
        WatchLog.BackgroundStopped(logger);
    }

    public void Dispose()
    {
        _firstPasses?.Dispose();
        if (!_stop.IsCancellationRequested) _stop.Cancel();
        _stop.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "What is wrong with one account is no reason to let the others wait.")]
    MailAccount? Join(string name, FirstPasses firstPasses)
    {
        try
        {
            var account = (MailAccount)accounts[name];
            _watched.Add(account.Watch.Join(firstPasses));
            return account;
        }
        catch (Exception e)
        {
            WatchLog.BackgroundSkipped(logger, name, e.Message, e);
            return null;
        }
    }
}
