using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>Watches accounts for as long as the host runs.</summary>
sealed class BackgroundSync(
    IMailAccountProvider accounts, IOptions<BackgroundSyncOptions> options, TimeProvider time, ILogger<BackgroundSync> logger) : IHostedService, IDisposable
{
    readonly List<IAsyncDisposable> _watched = [];
    FirstPasses? _firstPasses;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _firstPasses = new(options.Value.AccountsAtOnce, time, logger);
        IReadOnlyCollection<string> names = options.Value.Accounts is { Count: > 0 } chosen ? [.. chosen] : accounts.Names;
        if (names.Count == 0) WatchLog.NothingToSynchronise(logger);
        foreach (var name in names) Join(name, _firstPasses);
        WatchLog.BackgroundStarted(logger, _watched.Count);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_watched.Select(w => w.DisposeAsync().AsTask())).WaitAsync(cancellationToken).ConfigureAwait(false);
        _watched.Clear();
        WatchLog.BackgroundStopped(logger);
    }

    public void Dispose() => _firstPasses?.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "What is wrong with one account is no reason to let the others wait.")]
    void Join(string name, FirstPasses firstPasses)
    {
        try
        {
            _watched.Add(((MailAccount)accounts[name]).Watch.Join(firstPasses));
        }
        catch (Exception e)
        {
            WatchLog.BackgroundSkipped(logger, name, e.Message, e);
        }
    }
}
