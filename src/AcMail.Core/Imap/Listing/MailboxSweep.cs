using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>
/// Looks at every message of a mailbox, window by window from the newest on: flags are compared, what is new is downloaded at once, and how far it came is
/// remembered. Memory holds a window and the ranges of UIDs.
/// </summary>
sealed class MailboxSweep(ImapPassContext context, FlagReader reader, FlagPoster flags, ImapDownloader downloader)
{
    const int FirstWindow = 1000, Window = 10_000;
    const int MostRounds = 12, MostGaps = 1000;

    /// <summary>The messages on the server, or <see langword="null"/> where its answers do not add up to EXISTS, or not everything could be had.</summary>
    /// <param name="work">The mailbox.</param>
    /// <param name="above">Where a former pass stopped: what is on the server from the checkpoint's floor on. Otherwise <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<UidSet?> RunAsync(MailboxWork work, UidSet? above, CancellationToken cancellationToken)
    {
        work.WasScanned = above is null;
        work.IsListed = above is null;
        UidSet? searched = null;
        if (work.Accounted.Count == 0 && context.Trust.Holds(ServerPromise.Search) && context.Link.Client.Capabilities.HasFlag(ImapCapabilities.ESearch))
        {
            var listed = await context.RelyAsync(
                ServerPromise.Search, () => WalkAsync(work, above, SearchAsync, cancellationToken)).ConfigureAwait(false);
            if (work.IsIncomplete || work.IsWhole(listed)) return work.IsIncomplete ? null : listed;
            searched = listed;
        }

        var found = await WalkAsync(work, above, FetchAsync, cancellationToken).ConfigureAwait(false);
        for (var round = 0; !work.IsIncomplete && !work.IsWhole(found) && round < MostRounds; round++)
        {
            var more = await LookAgainAsync(work, found, cancellationToken).ConfigureAwait(false);
            if (more.Count == found.Count) break;
            found = more;
        }

        if (work.IsIncomplete) return null;
        if (work.IsWhole(found))
        {
            if (searched is not null && LadderEvidence.IsAgainstSearch(searched, found, work.View.State))
                await context.Link.Observer.DistrustAsync(ServerPromise.Search, DistrustReason.NamedWrongly, cancellationToken).ConfigureAwait(false);
            return found;
        }

        // Of what lies above the floor, some may be gone: only a walk over all of it shows.
        if (above is not null) return null;
        work.IsIncomplete = true;
        // Messages that went meanwhile are for the next pass; otherwise what is announced is not what is shown.
        if (found.Count < work.Folder.Count || work.Folder.Count >= work.View.State.Exists)
            context.Pass.AddProblem(work.Tally, null, ImapFailures.ShortList(work.Name, found.Count, work.Folder.Count));
        return null;
    }

    async Task<UidSet> WalkAsync(
        MailboxWork work, UidSet? above, Func<MailboxWork, UidRange, CancellationToken, Task<UidSet>> list, CancellationToken cancellationToken)
    {
        var found = above ?? UidSet.Empty;
        if (work.Folder.Count == 0) return found;
        var floor = above is null ? 0 : work.Checkpoint!.Floor;
        var window = floor > 0 ? SweepPlanner.Below(floor, Window) : await TopAsync(work, cancellationToken).ConfigureAwait(false);
        while (window is { } next)
        {
            var current = await NarrowAsync(work, next, found, cancellationToken).ConfigureAwait(false);
            var uids = await list(work, current.Range, cancellationToken).ConfigureAwait(false);
            found = found.Union(uids);
            await downloader.DownloadAsync(work, uids.Except(work.Known).Except(work.Quarantined).Except(work.Settled), cancellationToken).ConfigureAwait(false);
            found = found.Except(work.Absent);
            if (work.IsIncomplete) return found;
            window = SweepPlanner.Next(current, uids.Count, Window);
            if (window is not null) await RememberAsync(work, current.Range.First, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    // Messages are numbered in the order of their UIDs, so the number of those left tells where the next of them are.
    async Task<SweepWindow> NarrowAsync(MailboxWork work, SweepWindow window, UidSet found, CancellationToken cancellationToken)
    {
        if (!SweepPlanner.IsTooWide(window)) return window;
        var (size, remaining) = (found.Count == 0 ? FirstWindow : Window, work.Folder.Count - found.Count);
        var lowest = remaining <= size ? 0 : await context.Lister(work).FetchUidAsync((int)(remaining - size), cancellationToken).ConfigureAwait(false);
        return SweepPlanner.Narrowed(window, remaining, size, lowest);
    }

    async Task<SweepWindow?> TopAsync(MailboxWork work, CancellationToken cancellationToken)
    {
        var highest = work.View.State.UidNext > 1
            ? work.View.State.UidNext - 1
            : await context.Lister(work).FetchUidAsync(work.Folder.Count - 1, cancellationToken).ConfigureAwait(false);
        return SweepPlanner.Top(Math.Max(highest, 1), work.Folder.Count, FirstWindow);
    }

    async Task<UidSet> SearchAsync(MailboxWork work, UidRange range, CancellationToken cancellationToken) =>
        await context.Lister(work).SearchAsync(range, cancellationToken).ConfigureAwait(false);

    async Task<UidSet> FetchAsync(MailboxWork work, UidRange range, CancellationToken cancellationToken)
    {
        var (remote, unreadable) = await reader.ReadAsync(work, range, cancellationToken).ConfigureAwait(false);
        work.Shown = work.Shown.Union(unreadable);
        return (await CompareAsync(work, remote, cancellationToken).ConfigureAwait(false)).Union(unreadable);
    }

    async Task<UidSet> CompareAsync(MailboxWork work, IReadOnlyList<RemoteFlags> remote, CancellationToken cancellationToken)
    {
        var differing = await flags.PostAsync(work, remote, cancellationToken).ConfigureAwait(false);
        // What is as old as what was asked for should have been told then.
        if (work.Checkpoint is { } checkpoint && context.Trust.Holds(ServerPromise.CondStore) &&
            work.View.State.HighestModSeq >= checkpoint.HighestModSeq &&
            differing.Any(f => f.ModSeq > 0 && f.ModSeq <= checkpoint.ChangedSince && f.Uid >= checkpoint.Floor))
            await context.Link.Observer.DistrustAsync(ServerPromise.CondStore, DistrustReason.LeftOut, cancellationToken).ConfigureAwait(false);
        var uids = UidSet.Of(remote.Select(r => r.Uid));
        work.Shown = work.Shown.Union(uids);
        work.Absent = work.Absent.Except(uids);
        return uids;
    }

    /// <summary>Asks again for all that was not told of: some servers leave out lines of FETCH, and mail may have come since the mailbox was selected.</summary>
    async Task<UidSet> LookAgainAsync(MailboxWork work, UidSet found, CancellationToken cancellationToken)
    {
        var last = Math.Max(Math.Max(work.View.State.UidNext, 2) - 1, found.Count == 0 ? 1 : found.Ranges[^1].Last);
        var gaps = UidSet.FromRanges([new(1, last)]).Except(found);
        if (gaps.Ranges.Count > MostGaps || gaps.Count > int.MaxValue) gaps = work.Accounted.Except(found);
        var uids = await CompareAsync(
            work, await context.Lister(work).FetchAsync(gaps, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (last < uint.MaxValue) uids = uids.Union(await FetchAsync(work, new(last + 1, uint.MaxValue), cancellationToken).ConfigureAwait(false));
        await downloader.DownloadAsync(work, uids.Except(work.Known).Except(work.Quarantined).Except(work.Settled), cancellationToken).ConfigureAwait(false);
        return found.Union(uids);
    }

    /// <summary>A pass that stops here need not look again at what lies above, where mod-sequences tell what changes there meanwhile.</summary>
    async Task RememberAsync(MailboxWork work, uint floor, CancellationToken cancellationToken)
    {
        if (!context.Link.Client.Capabilities.HasFlag(ImapCapabilities.CondStore)) return;
        var (validity, next, highest, _) = work.View.State;
        var since = ImapPlanner.ChangedSince(0, highest, work.HighestSeen, false);
        if (since == 0) return;
        var reached = new MailboxCheckpoint(validity, next, highest) { ChangedSince = since, Floor = floor };
        await context.Writer.PostAsync(new MailboxCheckpointed(work.Name, reached), cancellationToken).ConfigureAwait(false);
    }
}
