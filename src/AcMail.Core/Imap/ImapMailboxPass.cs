using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>One pass over one mailbox: send, observe, plan, download, and post what it changes; the checkpoint comes last.</summary>
sealed class ImapMailboxPass(
    ImapObserver observer, ImapCapabilities capabilities, IMailStore store, SyncPass pass, ReplicaWriter writer, MarkPlayer player)
{
    const int FlagsAtOnce = 20_000;
    const int ListAttempts = 3;

    /// <param name="stored">What is held.</param>
    /// <param name="marks">The messages of this mailbox whose flags were changed here.</param>
    /// <param name="tally">Counts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RunAsync(StoredMailbox stored, IReadOnlyList<StoredMark> marks, MailboxTally tally, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Comparing, tally);
        var (folder, selected) = await observer.SelectAsync(stored.Name, marks.Count > 0, cancellationToken).ConfigureAwait(false);
        // Marks of a former UIDVALIDITY wait until their messages are found again under the new one.
        var playable = marks.Where(m => m.UidValidity == selected.UidValidity).ToList();
        var sent = playable.Count == 0 ? UidSet.Empty : await player.PlayAsync(folder, playable, tally, cancellationToken).ConfigureAwait(false);
        // What is observed from here on includes our own changes, so the counter that they moved is still one from before all fetching.
        selected = selected with { HighestModSeq = Math.Max(selected.HighestModSeq, folder.HighestModSeq) };
        var failed = tally.Failed;
        var method = ImapPlanner.ChooseMethod(stored, selected, capabilities, observer.QuickResyncEnabled, sent.Count > 0);
        if (method == ResyncMethod.None) return;

        var validity = selected.UidValidity;
        var known = await store.Reader.GetUidsAsync(stored.Name, validity, cancellationToken).ConfigureAwait(false);
        var vanished = UidSet.Empty;
        if (selected.Exists > 0 || method == ResyncMethod.QuickResync)
            vanished = await ResyncFlagsAsync(folder, known, sent, stored, method, tally, cancellationToken).ConfigureAwait(false);
        var plan = await PlanMembershipAsync(folder, known, vanished, stored, selected, method, tally, cancellationToken).ConfigureAwait(false);
        if (ImapPlanner.IsMassRemoval(known, plan.Vanished)) plan = await ConfirmAsync(folder, plan, tally, cancellationToken).ConfigureAwait(false);

        if (plan.Vanished.Count > 0)
            await writer.PostAsync(new MessagesVanished(stored.Name, validity, plan.Vanished), cancellationToken).ConfigureAwait(false);
        tally.Removed = (int)plan.Vanished.Count;
        if (plan.Fetch.Count > 0)
            await new ImapDownloader(folder, tally, pass, writer).DownloadAsync(plan.Fetch, cancellationToken).ConfigureAwait(false);

        // Only now is everything that the new UIDVALIDITY numbers here, so what is left of another one is really gone from the server.
        if (tally.Failed > failed) return;
        if (stored.Checkpoint?.UidValidity != validity)
            await writer.PostAsync(new OtherValiditiesDropped(stored.Name, validity), cancellationToken).ConfigureAwait(false);
        var checkpoint = new MailboxCheckpoint(validity, selected.UidNext, selected.HighestModSeq);
        await writer.PostAsync(new MailboxCheckpointed(stored.Name, checkpoint), cancellationToken).ConfigureAwait(false);
    }

    async Task<UidSet> ResyncFlagsAsync(
        ImapFolder folder, UidSet known, UidSet sent, StoredMailbox stored, ResyncMethod method, MailboxTally tally, CancellationToken cancellationToken)
    {
        ulong? since = method == ResyncMethod.FlagScan ? null : stored.Checkpoint!.HighestModSeq;
        var vanished = UidSet.Empty;
        foreach (var window in ImapPlanner.Windows(known, FlagsAtOnce))
        {
            var (remote, gone) = await observer.FetchFlagsAsync(folder, window, since, cancellationToken).ConfigureAwait(false);
            vanished = vanished.Union(gone);
            if (remote.Count > 0) await PostFlagsAsync(folder, remote, tally, cancellationToken).ConfigureAwait(false);
            sent = sent.Except(UidSet.Of(remote.Select(r => r.Uid)));
        }

        // A change that took effect is among those reported since; a server may say OK and keep nothing.
        if (sent.Count == 0 || method == ResyncMethod.FlagScan) return vanished;
        var kept = await ImapObserver.FetchFlagsAsync(folder, sent, cancellationToken).ConfigureAwait(false);
        if (kept.Count > 0) await PostFlagsAsync(folder, kept, tally, cancellationToken).ConfigureAwait(false);
        return vanished;
    }

    async Task PostFlagsAsync(ImapFolder folder, IReadOnlyList<RemoteFlags> remote, MailboxTally tally, CancellationToken cancellationToken)
    {
        var held = await store.Reader.GetPlacementsAsync(
            tally.Name, folder.UidValidity, remote.Min(r => r.Uid), remote.Max(r => r.Uid), cancellationToken).ConfigureAwait(false);
        foreach (var change in ImapPlanner.PlanFlags(tally.Name, folder.UidValidity, held, remote))
        {
            tally.FlagsChanged++;
            await writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<MembershipPlan> ConfirmAsync(ImapFolder folder, MembershipPlan plan, MailboxTally tally, CancellationToken cancellationToken)
    {
        var again = await observer.ListUidsAgainAsync(folder, cancellationToken).ConfigureAwait(false);
        var confirmed = ImapPlanner.Confirm(plan, again, folder.Count);
        if (confirmed.Vanished.Count < plan.Vanished.Count)
            pass.AddProblem(tally, null, ImapFailures.MassRemoval(tally.Name, plan.Vanished.Count));
        return confirmed;
    }

    async Task<MembershipPlan> PlanMembershipAsync(
        ImapFolder folder, UidSet known, UidSet vanished, StoredMailbox stored, RemoteState selected, ResyncMethod method, MailboxTally tally,
        CancellationToken cancellationToken)
    {
        if (method == ResyncMethod.QuickResync)
        {
            // Where no UID was given out since the checkpoint, there is no need to ask for new ones.
            if (selected.UidNext > 0 && selected.UidNext == stored.Checkpoint!.UidNext &&
                ImapPlanner.PlanFromVanished(known, vanished, UidSet.Empty, folder.Count) is { } withoutNew) return withoutNew;
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
