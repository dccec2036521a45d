using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>
/// Has messages of the selected mailbox fetched, newest first, and finds those that the server does not give out: they go into quarantine, and the rest
/// is fetched.
/// </summary>
sealed class ImapDownloader(ImapPassContext context, MessageFetcher fetcher)
{
    // A server that gives out nothing any more is not asked for each message alone.
    const int MostInVain = 8;

    // One connection, and how fast it is, serves all mailboxes.
    int _batchSize = BatchPlanner.Smallest;

    delegate Task Fetch(MailboxWork work, UidSet wanted, HashSet<uint> handled, CancellationToken cancellationToken);

    /// <summary>Fetches what of <paramref name="present"/> is not held; of what is in quarantine, that which is due.</summary>
    public async Task DownloadNewAsync(MailboxWork work, UidSet present, CancellationToken cancellationToken)
    {
        var due = QuarantinePlanner.Due(work.Quarantine, work.UidValidity, context.Now).Intersect(work.Quarantined);
        var wanted = present.Except(work.Known).Except(work.Quarantined.Except(due)).Except(work.Settled);
        await DownloadAsync(work, wanted, cancellationToken).ConfigureAwait(false);
        var read = work.Settled.Intersect(work.Quarantined).Except(work.Refused);
        if (read.Count > 0) await context.Writer.PostAsync(new QuarantineLifted(work.Name, work.UidValidity, read), cancellationToken).ConfigureAwait(false);
    }

    public Task DownloadAsync(MailboxWork work, UidSet wanted, CancellationToken cancellationToken) =>
        FetchAllAsync(work, wanted, fetcher.FetchAsync, fetcher.FetchWholeAsync, cancellationToken);

    /// <summary>Fetches what is missing of messages whose headers are held.</summary>
    public Task CompleteAsync(MailboxWork work, UidSet wanted, CancellationToken cancellationToken) =>
        FetchAllAsync(work, wanted, fetcher.CompleteAsync, null, cancellationToken);

    async Task FetchAllAsync(MailboxWork work, UidSet wanted, Fetch fetch, Fetch? simpler, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0) return;
        work.Tally.Total += (int)wanted.Count;
        context.Pass.Report(SyncStage.Downloading, work.Tally);
        var inVain = 0;
        for (var left = wanted; left.Count > 0;)
        {
            var chunk = left.ChunksDescending(_batchSize).First();
            left = left.Except(chunk);
            var started = context.Time.GetTimestamp();
            var parts = new Stack<UidSet>([chunk]);
            while (!work.IsIncomplete && parts.TryPop(out var part))
            {
                var (handled, failure) = await TryAsync(work, part, fetch, cancellationToken).ConfigureAwait(false);
                if (part.Count == 1 && failure is { Kind: MailErrorKind.ProtocolError } && simpler is not null && !work.IsIncomplete)
                    (handled, failure) = await TryAsync(work, part, simpler, cancellationToken).ConfigureAwait(false);
                work.Settled = work.Settled.Union(handled);
                if (handled.Count > 0) inVain = 0;
                var rest = part.Except(handled);
                if (rest.Count == 0 || work.IsIncomplete) continue;
                if (part.Count == 1)
                {
                    // Who removed one of them meanwhile may have removed more.
                    var gone = await FindGoneAsync(work, parts.Aggregate(part, (all, one) => all.Union(one)), cancellationToken).ConfigureAwait(false);
                    work.Absent = work.Absent.Union(gone);
                    if (gone.Count > 0) parts = new(parts.Reverse().Select(p => p.Except(gone)).Where(p => p.Count > 0));
                    if (part.Intersect(gone).Count > 0) continue;
                    await SetAsideAsync(work, part, failure, cancellationToken).ConfigureAwait(false);
                    work.IsIncomplete |= ++inVain == MostInVain;
                    continue;
                }

                // Lines that were merely left out are asked for again together.
                IReadOnlyList<UidSet> next = failure is null && handled.Count > 0 ? [rest] : IsolationPlanner.Split(part, rest);
                foreach (var set in next.Reverse()) parts.Push(set);
            }

            if (work.IsIncomplete) return;
            if (chunk.Count == _batchSize) _batchSize = BatchPlanner.Next(_batchSize, context.Time.GetElapsedTime(started));
        }
    }

    /// <summary>Fetches what can be had of <paramref name="part"/>; a failure that more attempts cannot get around leaves the mailbox to the next pass.</summary>
    async Task<(UidSet Handled, MailFailure? Failure)> TryAsync(
        MailboxWork work, UidSet part, Fetch fetch, CancellationToken cancellationToken)
    {
        var handled = new HashSet<uint>();
        try
        {
            await fetch(work, part, handled, cancellationToken).ConfigureAwait(false);
            return (UidSet.Of(handled), null);
        }
        catch (ImapCommandException e)
        {
            var failure = context.Link.Classify(e);
            if (failure.IsTransient)
            {
                context.Pass.AddProblem(work.Tally, null, failure);
                work.IsIncomplete = true;
            }

            return (UidSet.Of(handled), failure);
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e) || ImapLink.IsHangUp(e))
        {
            var failure = context.Link.Classify(e);
            await context.RecoverAsync(work, e, cancellationToken).ConfigureAwait(false);
            return (UidSet.Of(handled), failure);
        }
    }

    /// <summary>What of these another client removed meanwhile: SEARCH does not find it, and FETCH tells nothing of it.</summary>
    async Task<UidSet> FindGoneAsync(MailboxWork work, UidSet messages, CancellationToken cancellationToken)
    {
        if (!context.Trust.Holds(ServerPromise.Search)) return UidSet.Empty;
        try
        {
            await context.Link.Observer.RefreshAsync(cancellationToken).ConfigureAwait(false);
            var missing = messages.Except(await context.Lister(work).SearchAsync(messages, cancellationToken).ConfigureAwait(false));
            var shown = await context.Lister(work).FetchAsync(missing, cancellationToken).ConfigureAwait(false);
            return missing.Except(UidSet.Of(shown.Select(f => f.Uid)));
        }
        catch (ImapCommandException)
        {
            return UidSet.Empty;
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e) || ImapLink.IsHangUp(e))
        {
            await context.RecoverAsync(work, e, cancellationToken).ConfigureAwait(false);
            return UidSet.Empty;
        }
    }

    async Task SetAsideAsync(MailboxWork work, UidSet message, MailFailure? failure, CancellationToken cancellationToken)
    {
        if (failure is null && message.Intersect(work.Shown).Count == 0)
        {
            work.Absent = work.Absent.Union(message);
            return;
        }

        var uid = message.Ranges[0].First;
        var known = work.Quarantine.FirstOrDefault(q => q.UidValidity == work.UidValidity && q.Uid == uid);
        var quarantined = QuarantinePlanner.Failed(
            known,
            new(work.Name, work.UidValidity, uid, failure?.Kind ?? MailErrorKind.CommandRefused, failure?.ServerReply ?? "", 0, default, default),
            context.Now);
        context.Pass.AddProblem(work.Tally, $"{uid}", ImapFailures.Quarantined(quarantined));
        work.Settled = work.Settled.Union(message);
        work.Refused = work.Refused.Union(message);
        await context.Writer.PostAsync(new MessageQuarantined(quarantined), cancellationToken).ConfigureAwait(false);
    }
}
