using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>One pass over one mailbox: observe, plan, download, and post what it changes; the checkpoint comes last.</summary>
sealed class ImapMailboxPass(ImapObserver observer, ImapCapabilities capabilities, IMailStore store, SyncPass pass, ReplicaWriter writer)
{
    const int FlagsAtOnce = 20_000;
    const int ListAttempts = 3;

    public async Task RunAsync(StoredMailbox stored, MailboxTally tally, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Comparing, tally);
        var (folder, selected) = await observer.SelectAsync(stored.Name, cancellationToken).ConfigureAwait(false);
        var method = ImapPlanner.ChooseMethod(stored, selected, capabilities, observer.QuickResyncEnabled);
        if (method == ResyncMethod.None) return;

        var validity = selected.UidValidity;
        var known = await store.Reader.GetUidsAsync(stored.Name, validity, cancellationToken).ConfigureAwait(false);
        var vanished = UidSet.Empty;
        if (selected.Exists > 0 || method == ResyncMethod.QuickResync)
            vanished = await ResyncFlagsAsync(folder, known, stored, method, tally, cancellationToken).ConfigureAwait(false);
        var plan = await PlanMembershipAsync(folder, known, vanished, method, tally, cancellationToken).ConfigureAwait(false);

        if (plan.Vanished.Count > 0)
            await writer.PostAsync(new MessagesVanished(stored.Name, validity, plan.Vanished), cancellationToken).ConfigureAwait(false);
        tally.Removed = (int)plan.Vanished.Count;
        if (plan.Fetch.Count > 0)
            await new ImapDownloader(folder, tally, pass, writer).DownloadAsync(plan.Fetch, cancellationToken).ConfigureAwait(false);

        // Only now is everything that the new UIDVALIDITY numbers here, so what is left of another one is really gone from the server.
        if (tally.Failed > 0) return;
        if (stored.Checkpoint?.UidValidity != validity)
            await writer.PostAsync(new OtherValiditiesDropped(stored.Name, validity), cancellationToken).ConfigureAwait(false);
        var checkpoint = new MailboxCheckpoint(validity, selected.UidNext, selected.HighestModSeq);
        await writer.PostAsync(new MailboxCheckpointed(stored.Name, checkpoint), cancellationToken).ConfigureAwait(false);
    }

    async Task<UidSet> ResyncFlagsAsync(
        ImapFolder folder, UidSet known, StoredMailbox stored, ResyncMethod method, MailboxTally tally, CancellationToken cancellationToken)
    {
        ulong? since = method == ResyncMethod.FlagScan ? null : stored.Checkpoint!.HighestModSeq;
        var vanished = UidSet.Empty;
        foreach (var window in ImapPlanner.Windows(known, FlagsAtOnce))
        {
            var (remote, gone) = await observer.FetchFlagsAsync(folder, window, since, cancellationToken).ConfigureAwait(false);
            vanished = vanished.Union(gone);
            if (remote.Count == 0) continue;
            var held = await store.Reader.GetPlacementsAsync(
                stored.Name, folder.UidValidity, window.First, window.Last, cancellationToken).ConfigureAwait(false);
            foreach (var change in ImapPlanner.PlanFlags(stored.Name, folder.UidValidity, held, remote))
            {
                tally.FlagsChanged++;
                await writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
            }
        }

        return vanished;
    }

    async Task<MembershipPlan> PlanMembershipAsync(
        ImapFolder folder, UidSet known, UidSet vanished, ResyncMethod method, MailboxTally tally, CancellationToken cancellationToken)
    {
        if (method == ResyncMethod.QuickResync)
        {
            var highest = known.Count == 0 ? 0 : known.Ranges[^1].Last;
            var fresh = await observer.ListUidsAsync(folder, new(highest + 1, uint.MaxValue), cancellationToken).ConfigureAwait(false);
            if (ImapPlanner.PlanFromVanished(known, vanished, fresh, folder.Count) is { } plan) return plan;
        }

        var listed = await observer.ListUidsAsync(folder, cancellationToken).ConfigureAwait(false);
        // Mail that arrives meanwhile makes the two differ, so the server gets another chance before it is called wrong.
        for (var attempt = 1; listed.Count != folder.Count && attempt < ListAttempts; attempt++)
            listed = await observer.ListUidsAsync(folder, cancellationToken).ConfigureAwait(false);
        if (listed.Count != folder.Count) pass.AddProblem(tally, null, ImapFailures.ShortList(tally.Name, listed.Count, folder.Count));
        return ImapPlanner.PlanFromList(known, listed, folder.Count);
    }
}
