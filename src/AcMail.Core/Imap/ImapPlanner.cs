using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Decides what a pass does with a mailbox. Pure: values in, values out.</summary>
static class ImapPlanner
{
    const int MassRemovalCount = 50, MassRemovalShare = 4;

    /// <summary>Whether STATUS alone proves that nothing changed. Without mod-sequences it cannot: flags may have.</summary>
    public static bool IsUnchanged(StoredMailbox stored, RemoteState? state) =>
        state is { HighestModSeq: > 0, UidNext: > 0 } && HasCountersOf(stored, state);

    /// <summary>Whether a pass that looks so closely passes the mailbox over.</summary>
    public static bool IsPassedOver(StoredMailbox stored, RemoteState? state, PassDepth depth) => depth switch
    {
        PassDepth.Everything => false,
        PassDepth.Counters => IsUnchanged(stored, state) || (state is { HighestModSeq: 0, UidNext: > 0 } && HasCountersOf(stored, state)),
        _ => IsUnchanged(stored, state),
    };

    /// <summary>Whether the mailbox is where the last complete pass left it, as far as its counters tell: flags may have changed where there are no mod-sequences.</summary>
    public static bool HasCountersOf(StoredMailbox stored, RemoteState state) =>
        stored.Checkpoint == new MailboxCheckpoint(state.UidValidity, state.UidNext, state.HighestModSeq) && stored.Placements == state.Exists;

    /// <summary>
    /// The best method that the server and the state allow. A mod-sequence that went down proves nothing, so flags are then scanned; where something was
    /// <paramref name="written"/>, the mailbox is looked at in any case.
    /// </summary>
    public static ResyncMethod ChooseMethod(
        StoredMailbox stored, RemoteState selected, ImapCapabilities capabilities, bool quickResyncEnabled, bool written = false)
    {
        var checkpoint = stored.Checkpoint;
        if (checkpoint is null || checkpoint.UidValidity != selected.UidValidity || checkpoint.HighestModSeq == 0 ||
            selected.HighestModSeq < checkpoint.HighestModSeq || !capabilities.HasFlag(ImapCapabilities.CondStore))
            return ResyncMethod.FlagScan;
        if (!written && IsUnchanged(stored, selected)) return ResyncMethod.None;
        return quickResyncEnabled ? ResyncMethod.QuickResync : ResyncMethod.ChangedSince;
    }

    /// <summary>
    /// What VANISHED and the new UIDs add up to, or <see langword="null"/> where that does not reconcile with EXISTS: servers have answered
    /// VANISHED for nearly everything, so a set that does not add up is not believed at all.
    /// </summary>
    public static MembershipPlan? PlanFromVanished(UidSet known, UidSet vanished, UidSet fresh, long exists)
    {
        var removed = known.Intersect(vanished);
        var added = fresh.Except(known);
        return known.Count - removed.Count + added.Count == exists ? new(added, removed) : null;
    }

    /// <summary>
    /// What the full list of UIDs adds up to. A list that does not agree with EXISTS may be short, so it removes nothing.
    /// </summary>
    public static MembershipPlan PlanFromList(UidSet known, UidSet listed, long exists) =>
        new(listed.Except(known), listed.Count == exists ? known.Except(listed) : UidSet.Empty);

    /// <summary>Whether so much would go at once that a single answer of the server is not enough: more than a quarter, and more than fifty.</summary>
    public static bool IsMassRemoval(UidSet known, UidSet vanished) =>
        vanished.Count > MassRemovalCount && vanished.Count * MassRemovalShare > known.Count;

    /// <summary>
    /// What is left of <paramref name="plan"/> once the server was asked a second time in another way. Unless the second list agrees with EXISTS and lacks all
    /// that the first lacked, nothing is removed.
    /// </summary>
    public static MembershipPlan Confirm(MembershipPlan plan, UidSet listedAgain, long exists) =>
        listedAgain.Count == exists && listedAgain.Intersect(plan.Vanished).Count == 0 ? plan : plan with { Vanished = UidSet.Empty };

    /// <summary>The messages whose flags differ from the last common state; messages that are not held are passed over.</summary>
    public static IEnumerable<FlagsObserved> PlanFlags(
        string mailbox, uint uidValidity, IReadOnlyList<StoredPlacement> held, IReadOnlyList<RemoteFlags> remote)
    {
        var common = held.ToDictionary(p => p.Uid, p => p.Flags);
        return remote
            .Where(r => common.TryGetValue(r.Uid, out var flags) && flags != r.Flags)
            .Select(r => new FlagsObserved(mailbox, uidValidity, r.Uid, r.Flags, r.ModSeq));
    }

    /// <summary>The runs of UIDs to ask for flags at a time: each covers at most <paramref name="size"/> held messages, together all UIDs below UIDNEXT.</summary>
    public static IEnumerable<UidRange> Windows(UidSet held, int size)
    {
        uint first = 1;
        var counted = 0L;
        foreach (var range in held.Ranges)
        {
            var start = range.First;
            while (counted + ((long)range.Last - start + 1) >= size)
            {
                var last = (uint)(start + (size - counted) - 1);
                yield return new(first, last);
                if (last == uint.MaxValue) yield break;
                (first, start, counted) = (last + 1, last + 1, 0);
                if (start > range.Last) break;
            }

            if (start <= range.Last) counted += (long)range.Last - start + 1;
        }

        if (counted > 0) yield return new(first, held.Ranges[^1].Last);
    }
}
