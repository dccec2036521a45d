using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Looks from time to time for what other processes committed to the store: they cannot call.</summary>
sealed class OtherProcesses : IAsyncDisposable
{
    const int MostUnread = 20;

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
        (long? mark, long? revision, var unread) = (null, null, 0);
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            try
            {
                var store = await _account.OpenStoreAsync(_stop.Token).ConfigureAwait(false);
                // Files have coarse clocks, so that their word is not taken for ever.
                var seen = (store as ObservedStore)?.CommitMark;
                if (seen is not null && seen == mark && ++unread < MostUnread) continue;
                (mark, unread) = (seen, 0);
                var before = revision;
                revision = await store.Reader.GetRevisionAsync(_stop.Token).ConfigureAwait(false);
                if (revision == before) continue;
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
        (await store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false)).Count > 0 ||
        (await store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Count > 0 ||
        (await store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false)).Count > 0;
}
