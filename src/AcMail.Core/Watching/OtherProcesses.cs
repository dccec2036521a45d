using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Looks from time to time for what other processes committed to the store: they cannot call.</summary>
sealed class OtherProcesses : IAsyncDisposable
{
    readonly IWatchable _account;
    readonly AccountWatch _watch;
    readonly CancellationTokenSource _stop = new();
    readonly Task _looking;

    public OtherProcesses(IWatchable account, AccountWatch watch, TimeProvider time)
    {
        (_account, _watch) = (account, watch);
        _looking = LookAsync(time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    async Task LookAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(WatchPace.OtherProcesses, time);
        long? before = null;
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            try
            {
                var store = await _account.OpenStoreAsync(_stop.Token).ConfigureAwait(false);
                var revision = await store.Reader.GetRevisionAsync(_stop.Token).ConfigureAwait(false);
                if (revision == before) continue;
                before = revision;
                _watch.Changed.Beat();
                if (await HasIntentsAsync(store, _stop.Token).ConfigureAwait(false)) _watch.Inbox.DoneHere();
            }
            catch (MailException)
            {
                // The next pass meets the same fault, and tells of it.
            }
        }
    }

    static async ValueTask<bool> HasIntentsAsync(IMailStore store, CancellationToken cancellationToken) =>
        (await store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false)).Count > 0;
}
