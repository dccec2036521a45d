using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;

namespace AcMail;

/// <summary>
/// One pass over a mailbox that is not mirrored, about what was done here alone: flags are sent, and what was sent there and not heard of is looked for among
/// what came since. Nothing that is held of it is compared, and no other message fetched.
/// </summary>
sealed class UnmirroredPass(ImapPassContext context, MarkPlayer player, FlagPoster flags, ImapDownloader downloader)
{
    const int AtOnce = 1000;

    public async Task RunAsync(MailboxWork work, IReadOnlyList<StoredMark> marks, CancellationToken cancellationToken)
    {
        work.View = await context.Link.Observer.SelectAsync(work.Name, marks.Count > 0, null, cancellationToken).ConfigureAwait(false);
        var validity = work.View.State.UidValidity;
        var known = await context.Store.Reader.GetUidsAsync(work.Name, validity, cancellationToken).ConfigureAwait(false);
        work.Begin(validity, known, (int)known.Count);
        var playable = MarkPlanner.Playable(marks, validity);
        if (playable.Count > 0) await MarkAsync(work, playable, cancellationToken).ConfigureAwait(false);
        var first = TransferPlanner.FirstArrival(work.Transfers, work.Name, validity);
        if (first > 0) await FindArrivalsAsync(work, first, cancellationToken).ConfigureAwait(false);
    }

    async Task MarkAsync(MailboxWork work, IReadOnlyList<StoredMark> playable, CancellationToken cancellationToken)
    {
        await player.AnnounceAsync(work.Name, playable, cancellationToken).ConfigureAwait(false);
        work.Sent = await player.PlayAsync(work.Folder, playable, work.Tally, cancellationToken).ConfigureAwait(false);
        var sent = MarkPlanner.Messages(work.Sent);
        work.Tally.Uploaded += (int)sent.Count;
        await flags.PostAsync(work, await context.Lister(work).FetchAsync(sent, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    async Task FindArrivalsAsync(MailboxWork work, uint first, CancellationToken cancellationToken)
    {
        var since = UidSet.FromRanges([new(first, uint.MaxValue)]);
        // By their numbers, from the end on: messages have them in the order of their UIDs.
        for (var last = work.Folder.Count - 1; last >= 0 && !work.IsIncomplete; last = Math.Min(last - AtOnce, work.Folder.Count - 1))
        {
            var lowest = Math.Max(last - AtOnce + 1, 0);
            var shown = await work.Folder.FetchAsync(lowest, last, MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false);
            var uids = UidSet.Of(shown.Select(s => s.UniqueId.Id));
            // Of what is not shown nobody knows whether it is ours.
            work.IsIncomplete = uids.Count <= last - lowest;
            work.Shown = work.Shown.Union(uids);
            var came = uids.Intersect(since).Except(work.Known);
            if (came.Count > 0 && !work.IsIncomplete)
                await downloader.DownloadNewAsync(work, await SiftAsync(work, came, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (uids.Except(since).Count > 0) return;
        }
    }

    /// <summary>Those that may be what was sent.</summary>
    async Task<UidSet> SiftAsync(MailboxWork work, UidSet came, CancellationToken cancellationToken)
    {
        var awaited = TransferPlanner.AwaitedIds(work.Transfers, work.Name);
        var request = new FetchRequest(MessageSummaryItems.UniqueId) { Headers = new([HeaderId.MessageId]) };
        try
        {
            var shown = await work.Folder.FetchAsync(UidSets.To(work.Folder, came), request, cancellationToken).ConfigureAwait(false);
            return came.Except(UidSet.Of(shown.Where(s => s.Headers is not null && !awaited.Contains(MessageDetails.MessageIdOf(s))).Select(s => s.UniqueId.Id)));
        }
        catch (Exception e) when ((e is ImapCommandException && !context.Link.Classify(e).IsTransient) || ImapLink.IsUnreadable(e) || ImapLink.IsHangUp(e))
        {
            // One of them is not given out; which, is found out where all are fetched.
            if (!context.Link.Client.IsConnected) await context.RecoverAsync(work, e, cancellationToken).ConfigureAwait(false);
            return came;
        }
    }
}
