using AcMail.Storage;

namespace AcMail;

/// <summary>Unlinks what is gone from the server, once that is proved, and holds back what is too much at once.</summary>
sealed class RemovalGuard(ImapPassContext context)
{
    /// <summary>Settles what the replica holds and the server does not have any more.</summary>
    /// <param name="work">The mailbox.</param>
    /// <param name="present">What is on the server.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SettleAsync(MailboxWork work, UidSet present, CancellationToken cancellationToken)
    {
        var accounted = work.Accounted;
        var gone = accounted.Except(present);
        var waiting = work.Held.Except(present);
        // VANISHED alone is asked about once more.
        if (gone.Count > 0 && !work.IsListed && await AnyIsThereAsync(work, gone, cancellationToken).ConfigureAwait(false))
        {
            await context.Link.Observer.DistrustAsync(ServerPromise.QuickResync, DistrustReason.NamedWrongly, cancellationToken).ConfigureAwait(false);
            work.IsIncomplete = true;
            return;
        }

        var removed = gone.Union(waiting);
        var others = work.IsIncomplete ? 0 : await CountOthersAsync(work, cancellationToken).ConfigureAwait(false);
        var total = removed.Intersect(work.Known).Count + others;
        var dropsOthers = others > 0 || (!work.IsIncomplete && TransferPlanner.HaveFormerOriginals(work.Transfers, work.Name, work.UidValidity));
        var isMass = ImapPlanner.IsMassRemoval(work.Known.Count + others, total);
        if (context.Settings.MassRemovals == MassRemovalMode.Hold && (isMass || (total > 0 && work.Removal is not null)))
        {
            await HoldAsync(work, removed.Intersect(work.Known), others, cancellationToken).ConfigureAwait(false);
            removed = removed.Except(work.Known);
            (dropsOthers, others) = (dropsOthers && others == 0, 0);
        }
        else if (isMass && !await IsConfirmedAsync(work, present, removed, others, cancellationToken).ConfigureAwait(false))
        {
            context.Pass.AddProblem(work.Tally, null, ImapFailures.MassRemoval(work.Name, total));
            work.IsIncomplete = true;
            return;
        }
        else if (work.Removal is not null)
        {
            await PostAsync(new RemovalsHeld(new(work.Name, work.UidValidity, UidSet.Empty, 0)), cancellationToken).ConfigureAwait(false);
        }

        await RemoveAsync(work, removed, others, dropsOthers, cancellationToken).ConfigureAwait(false);
    }

    async Task RemoveAsync(MailboxWork work, UidSet removed, int others, bool dropsOthers, CancellationToken cancellationToken)
    {
        var linked = removed.Intersect(work.Known);
        var overtaken = TransferPlanner.Overtaken(work.Transfers, work.Name, work.UidValidity, linked).Count;
        if (overtaken > 0) context.Pass.AddProblem(work.Tally, null, TransferFailures.Overtaken(work.Name, overtaken), overtaken);
        if (linked.Count > 0) await PostAsync(new MessagesVanished(work.Name, work.UidValidity, linked), cancellationToken).ConfigureAwait(false);
        var lifted = removed.Intersect(work.Quarantined);
        if (lifted.Count > 0) await PostAsync(new QuarantineLifted(work.Name, work.UidValidity, lifted), cancellationToken).ConfigureAwait(false);
        if (dropsOthers) await PostAsync(new OtherValiditiesDropped(work.Name, work.UidValidity), cancellationToken).ConfigureAwait(false);
        work.Tally.Removed += (int)linked.Count + others;
    }

    async Task HoldAsync(MailboxWork work, UidSet held, int others, CancellationToken cancellationToken)
    {
        var removal = new HeldRemoval(work.Name, work.UidValidity, held, others);
        context.Pass.AddProblem(work.Tally, null, ImapFailures.RemovalsHeld(work.Name, removal.Count), (int)removal.Count);
        if (removal != work.Removal) await PostAsync(new RemovalsHeld(removal), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is left of former UIDVALIDITYs once everything that the present one numbers has been linked.</summary>
    async Task<int> CountOthersAsync(MailboxWork work, CancellationToken cancellationToken)
    {
        if (work.Others == 0) return 0;
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        var mailboxes = await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var uids = await context.Store.Reader.GetUidsAsync(work.Name, work.UidValidity, cancellationToken).ConfigureAwait(false);
        return (int)((mailboxes.FirstOrDefault(m => m.Name == work.Name)?.Placements ?? 0) - uids.Count);
    }

    /// <summary>Asks a second time, in the ways that are left, after the server had occasion to tell of changes.</summary>
    async Task<bool> IsConfirmedAsync(MailboxWork work, UidSet present, UidSet removed, int others, CancellationToken cancellationToken)
    {
        await context.Link.Observer.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var searched = others > 0 || work.Folder.Count != present.Count ? await SearchAllAsync(work, cancellationToken).ConfigureAwait(false) : null;
        if (others > 0 && searched?.Equals(present) == false) return false;
        // Mail that came or went since it was listed is no contradiction.
        if (work.Folder.Count != (searched ?? present).Count) return false;
        if (removed.Count == 0 || work.Folder.Count == 0) return true;
        if (await AnyIsThereAsync(work, removed, cancellationToken).ConfigureAwait(false)) return false;
        return !context.Trust.Holds(ServerPromise.Search) ||
            (await context.Lister(work).SearchAsync(removed, cancellationToken).ConfigureAwait(false)).Count == 0;
    }

    async Task<UidSet?> SearchAllAsync(MailboxWork work, CancellationToken cancellationToken) => context.Trust.Holds(ServerPromise.Search)
        ? await context.Lister(work).SearchAsync(new UidRange(1, uint.MaxValue), cancellationToken).ConfigureAwait(false)
        : null;

    async Task<bool> AnyIsThereAsync(MailboxWork work, UidSet uids, CancellationToken cancellationToken) =>
        (await context.Lister(work).FetchAsync(uids, cancellationToken).ConfigureAwait(false)).Count > 0;

    ValueTask PostAsync(StoreChange change, CancellationToken cancellationToken) => context.Writer.PostAsync(change, cancellationToken);
}
