using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Finds the changes of a mailbox by mod-sequences, and holds what it is told against what else it knows.</summary>
sealed class MailboxResync(ImapPassContext context, FlagPoster flags)
{
    // All of them may have changed. What SELECT tells is kept as flags alone until it is written down, what FETCH tells comes as far larger objects.
    const int SelectedAtOnce = 1_000_000, FetchedAtOnce = 50_000;
    const int ShortSearch = 20_000;
    const int ScannedOnSuspicion = 20_000;

    /// <summary>Whether SELECT may tell the changes along: they all come at once then.</summary>
    public static bool FitsOneAnswer(StoredMailbox stored) => stored.Messages <= SelectedAtOnce;

    /// <summary>
    /// The messages that are on the server at or above the checkpoint's floor, their flags posted; <see langword="null"/> where that cannot be told in this
    /// way, and every message has to be looked at.
    /// </summary>
    public async Task<UidSet?> RunAsync(MailboxWork work, ResyncMethod method, CancellationToken cancellationToken)
    {
        var checkpoint = work.Checkpoint!;
        var changes = work.View.Changes ?? await FetchChangesAsync(work, method, checkpoint, cancellationToken).ConfigureAwait(false);
        if (method != ResyncMethod.QuickResync) changes = changes with { Vanished = UidSet.Empty };
        var differing = await flags.PostAsync(work, changes.Flags, cancellationToken).ConfigureAwait(false);
        var accounted = work.Accounted;
        if (ImapPlanner.IsAheadOfData(checkpoint, differing.Concat(changes.Flags.Where(f => !accounted.Contains(f.Uid)))))
            return await GiveUpAsync(ServerPromise.CondStore, DistrustReason.AheadOfData, cancellationToken).ConfigureAwait(false);

        var present = ImapPlanner.Present(accounted, changes);
        if (checkpoint.Floor > 0) return present;
        if (!work.IsWhole(present) || !ImapPlanner.AreNewTold(checkpoint, work.View.State, changes))
            return await CompareAsync(work, method, changes, cancellationToken).ConfigureAwait(false);
        if (present.Count <= ScannedOnSuspicion && ImapPlanner.IsUnexplained(checkpoint, work.View.State, changes)) return null;
        Kept(method);
        return present;
    }

    async Task<RemoteChanges> FetchChangesAsync(
        MailboxWork work, ResyncMethod method, MailboxCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var promise = method == ResyncMethod.QuickResync ? ServerPromise.QuickResync : ServerPromise.CondStore;
        if (work.Folder.Count == 0 && method != ResyncMethod.QuickResync) return RemoteChanges.None;
        var (told, vanished) = (new List<RemoteFlags>(), UidSet.Empty);
        foreach (var window in ImapPlanner.Windows(work.Known, FetchedAtOnce))
        {
            var part = await context.RelyAsync(
                promise, () => context.Lister(work).FetchChangesAsync(window, checkpoint.ChangedSince, cancellationToken)).ConfigureAwait(false);
            told.AddRange(part.Flags);
            vanished = vanished.Union(part.Vanished);
        }

        return new(told, vanished);
    }

    /// <summary>Without QRESYNC, or where what it told does not add up: the list of UIDs shows what is gone, and who was wrong.</summary>
    async Task<UidSet?> CompareAsync(MailboxWork work, ResyncMethod method, RemoteChanges changes, CancellationToken cancellationToken)
    {
        var capabilities = context.Link.Client.Capabilities;
        if (!context.Trust.Holds(ServerPromise.Search) || (work.Folder.Count > ShortSearch && !capabilities.HasFlag(ImapCapabilities.ESearch))) return null;
        var listed = await context.RelyAsync(
            ServerPromise.Search, () => context.Lister(work).SearchAsync(new UidRange(1, uint.MaxValue), cancellationToken)).ConfigureAwait(false);
        if (!work.IsWhole(listed)) return null;

        // A list as long as EXISTS may still name others: those that it lacks are asked for, and those that nobody told of.
        var untold = listed.Except(ImapPlanner.Present(work.Accounted, changes)).Except(work.Accounted);
        var lacking = work.Accounted.Except(listed);
        var answered = UidSet.Of(
            (await context.Lister(work).FetchAsync(lacking.Union(untold), cancellationToken).ConfigureAwait(false)).Select(f => f.Uid));
        if (!answered.Equals(untold))
            return await GiveUpAsync(ServerPromise.Search, DistrustReason.NamedWrongly, cancellationToken).ConfigureAwait(false);
        if (LadderEvidence.Against(work.Checkpoint!, work.View.State, method, work.Accounted, changes, listed) is { } evidence)
        {
            await GiveUpAsync(evidence.Promise, evidence.Reason, cancellationToken).ConfigureAwait(false);
            if (evidence.Promise == ServerPromise.CondStore) return null;
        }
        else
        {
            Kept(method);
        }

        work.IsListed = true;
        return listed;
    }

    void Kept(ResyncMethod method)
    {
        context.Trust.Kept(ServerPromise.CondStore);
        if (method == ResyncMethod.QuickResync) context.Trust.Kept(ServerPromise.QuickResync);
    }

    async Task<UidSet?> GiveUpAsync(ServerPromise promise, DistrustReason reason, CancellationToken cancellationToken)
    {
        await context.Link.Observer.DistrustAsync(promise, reason, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
