using AcMail.Storage;

namespace AcMail;

/// <summary>Decides what a pass does with a mailbox. Pure: values in, values out.</summary>
static class ImapPlanner
{
    /// <summary>The removal of no more messages at once is not braked.</summary>
    public const int MassRemovalCount = 50;

    const int MassRemovalShare = 4;

    /// <summary>How long mod-sequences are taken at their word: after that, all flags are read once, whatever was told.</summary>
    public static readonly TimeSpan ScanInterval = TimeSpan.FromDays(7);

    /// <summary>
    /// The UIDVALIDITY of a mailbox whose server tells 0 or none, which RFC 9051 §2.3.1.1 forbids. It must not be taken for a local mailbox, which has none;
    /// and it names no message for certain, since nobody would be told that they are numbered anew. No number is free: this one is unlike those that servers
    /// count up or take from a clock.
    /// </summary>
    public const uint NoUidValidity = 0xF1A2_C3D5;

    static readonly TimeSpan LeastRoundTrip = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether STATUS alone proves that nothing changed. Without mod-sequences it cannot: flags may have.</summary>
    /// <param name="stored">What is held.</param>
    /// <param name="accounted">How many messages the server is believed to have.</param>
    /// <param name="state">What it tells.</param>
    public static bool IsUnchanged(StoredMailbox stored, long accounted, RemoteState? state) =>
        state is { HighestModSeq: > 0, UidNext: > 0 } && stored.Checkpoint is { ChangedSince: > 0 } && HasCountersOf(stored, accounted, state);

    /// <summary>Whether a pass that looks so closely passes the mailbox over.</summary>
    public static bool IsPassedOver(StoredMailbox stored, long accounted, RemoteState? state, PassDepth depth) => depth switch
    {
        PassDepth.Everything => false,
        PassDepth.Counters => IsUnchanged(stored, accounted, state) ||
            (state is { HighestModSeq: 0, UidNext: > 0 } && HasCountersOf(stored, accounted, state)),
        _ => IsUnchanged(stored, accounted, state),
    };

    /// <summary>
    /// Whether UIDs begin anew under a UIDVALIDITY that did not change, which RFC 9051 §2.3.1.1 forbids: a server that was set up anew may give the same one.
    /// </summary>
    public static bool WentBack(MailboxCheckpoint checkpoint, uint uidValidity, uint uidNext) =>
        uidValidity == checkpoint.UidValidity && uidNext > 0 && uidNext < checkpoint.UidNext;

    /// <summary>
    /// Whether the mailbox is where the last complete pass left it, as far as its counters tell: flags may have changed where there are no mod-sequences.
    /// </summary>
    public static bool HasCountersOf(StoredMailbox stored, long accounted, RemoteState state) =>
        stored.Checkpoint is { Floor: 0 } checkpoint && accounted == state.Exists &&
        (checkpoint.UidValidity, checkpoint.UidNext, checkpoint.HighestModSeq) == (state.UidValidity, state.UidNext, state.HighestModSeq);

    /// <summary>
    /// Whether the inbox is looked at before the mailboxes are listed. That takes a round trip more, and spares the server a second look through the inbox:
    /// opening it tells its changes, and STATUS has many a server open it as well.
    /// </summary>
    /// <param name="inbox">What is held.</param>
    /// <param name="opening">What a second look is taken to cost the server, for each message.</param>
    /// <param name="roundTrip">How long the server's answer to next to nothing took.</param>
    public static bool IsInboxFirst(StoredMailbox inbox, TimeSpan opening, TimeSpan roundTrip) =>
        inbox is { Selectable: true, Checkpoint: { Floor: 0, ChangedSince: > 0 } } && inbox.Placements * opening > (roundTrip > LeastRoundTrip ? roundTrip : LeastRoundTrip);

    /// <summary>
    /// The checkpoint of a mailbox that was never looked at and that STATUS says is empty: it need not be opened. <see langword="null"/> otherwise. Should
    /// STATUS be wrong, the scan that is due after <see cref="ScanInterval"/> shows it.
    /// </summary>
    public static MailboxCheckpoint? Empty(StoredMailbox stored, long accounted, RemoteState? state, PassDepth depth, DateTimeOffset now) =>
        depth != PassDepth.Everything && stored.Checkpoint is null && accounted == 0 && state is { Exists: 0, UidValidity: > 0, UidNext: > 0, HighestModSeq: > 0 }
            ? new(state.UidValidity, state.UidNext, state.HighestModSeq) { ChangedSince = ChangedSince(0, state.HighestModSeq, 0, true), ScannedAt = now.ToUniversalTime() }
            : null;

    /// <summary>How many messages the server is believed to have in a mailbox: those held, less those held back, and those that it does not give out.</summary>
    public static long Accounted(StoredMailbox stored, SyncMemory memory) => stored.Placements
        - memory.Held.Where(h => h.Mailbox == stored.Name).Sum(h => h.Count)
        + memory.Quarantine.Count(q => q.Mailbox == stored.Name && q.UidValidity == stored.Checkpoint?.UidValidity);

    /// <summary>Whether all flags are to be read for once. A clock that went back reads them too.</summary>
    public static bool IsScanDue(StoredMailbox stored, DateTimeOffset now) =>
        stored.Checkpoint is { ChangedSince: > 0, Floor: 0 } checkpoint &&
        (checkpoint.ScannedAt is not { } scanned || now - scanned >= ScanInterval || now < scanned);

    /// <summary>
    /// The best method that the server and the state allow. A mod-sequence that went down proves nothing, so flags are then scanned; where something was
    /// <paramref name="written"/>, the mailbox is looked at in any case.
    /// </summary>
    public static ResyncMethod ChooseMethod(
        StoredMailbox stored, long accounted, RemoteState selected, ResyncMethod highest, bool scanDue = false, bool written = false)
    {
        var checkpoint = stored.Checkpoint;
        if (highest == ResyncMethod.FlagScan || scanDue || checkpoint is null || checkpoint.UidValidity != selected.UidValidity ||
            checkpoint.ChangedSince == 0 || selected.HighestModSeq < checkpoint.HighestModSeq)
            return ResyncMethod.FlagScan;
        return !written && IsUnchanged(stored, accounted, selected) ? ResyncMethod.None : highest;
    }

    /// <summary>
    /// From which mod-sequence on the next pass asks for changes: nothing above HIGHESTMODSEQ as selected, for it may have come since; nothing above the
    /// greatest that a message was seen to have, for HIGHESTMODSEQ may be ahead; 0 where messages do not tell theirs.
    /// </summary>
    /// <param name="before">What was known before, or 0.</param>
    /// <param name="highest">HIGHESTMODSEQ as selected.</param>
    /// <param name="seen">The greatest of a message.</param>
    /// <param name="isEmpty">Whether there is no message.</param>
    public static ulong ChangedSince(ulong before, ulong highest, ulong seen, bool isEmpty)
    {
        var proved = Math.Max(before, seen);
        if (proved == 0 && isEmpty) proved = 1;
        return Math.Min(proved, highest);
    }

    /// <summary>
    /// Whether these are all messages of a mailbox: as many as it has now, or all that it had when it was selected, and of those that came since no more than came.
    /// Mail may come and go while it is looked at, and some servers tell UIDNEXT wrongly.
    /// </summary>
    public static bool IsWhole(UidSet present, RemoteState selected, long count) => present.Count == count
        || (Former(present, selected).Count == selected.Exists && (present.Count == selected.Exists || present.Count <= count));

    /// <summary>Those that had come when the mailbox was selected.</summary>
    public static UidSet Former(UidSet uids, RemoteState selected) => selected.UidNext switch
    {
        0 => uids,
        1 => UidSet.Empty,
        var next => uids.Intersect(UidSet.FromRanges([new(1, next - 1)])),
    };

    /// <summary>What is on the server, by what it told of changes; to be believed only where it adds up to EXISTS.</summary>
    public static UidSet Present(UidSet accounted, RemoteChanges changes) =>
        accounted.Except(changes.Vanished).Union(UidSet.Of(changes.Flags.Select(f => f.Uid)));

    /// <summary>Whether a change of a message that had been looked at lies below the mod-sequence that was told as the highest then.</summary>
    public static bool IsAheadOfData(MailboxCheckpoint checkpoint, IEnumerable<RemoteFlags> changed) =>
        changed.Any(f => f.Uid >= checkpoint.Floor && f.ModSeq > 0 && f.ModSeq <= checkpoint.HighestModSeq);

    /// <summary>
    /// Whether every UID that was given out since the checkpoint was told of. Where one was not, it came and went, or was left out; then the numbers of those
    /// that are gone and of those left out may make up for each other.
    /// </summary>
    public static bool AreNewTold(MailboxCheckpoint checkpoint, RemoteState selected, RemoteChanges changes)
    {
        if (checkpoint.UidNext == 0 || selected.UidNext < checkpoint.UidNext) return false;
        if (selected.UidNext == checkpoint.UidNext) return true;
        var given = new UidRange(checkpoint.UidNext, selected.UidNext - 1);
        var told = UidSet.Of(changes.Flags.Select(f => f.Uid)).Union(changes.Vanished);
        return told.Intersect(UidSet.FromRanges([given])).Count == given.Count;
    }

    /// <summary>
    /// Whether HIGHESTMODSEQ rose, and no change that was told is a reason for it: the last change may have been left out.
    /// </summary>
    public static bool IsUnexplained(MailboxCheckpoint checkpoint, RemoteState selected, RemoteChanges changes) =>
        selected.HighestModSeq > checkpoint.HighestModSeq && changes.Vanished.Count == 0 &&
        changes.Flags.Select(f => f.ModSeq).DefaultIfEmpty().Max() < selected.HighestModSeq;

    /// <summary>Whether so much would go at once that a single answer of the server is not enough: more than a quarter, and more than fifty.</summary>
    public static bool IsMassRemoval(long known, long vanished) => vanished > MassRemovalCount && vanished * MassRemovalShare > known;

    /// <summary>
    /// The messages whose flags differ from the last common state, of which <paramref name="sent"/> is part; messages that are not held are passed over.
    /// </summary>
    public static IEnumerable<FlagsObserved> PlanFlags(
        string mailbox, uint uidValidity, IReadOnlyList<StoredPlacement> held, IReadOnlyList<MarksSent> sent, IReadOnlyList<RemoteFlags> remote)
    {
        // Two may be believed to be in one place, where a server told of it wrongly.
        var common = held.DistinctBy(p => p.Uid).ToDictionary(p => p.Uid, p => MarkPlanner.Common(p, sent));
        return remote
            .Where(r => common.TryGetValue(r.Uid, out var flags) && flags != r.Flags)
            .Select(r => new FlagsObserved(mailbox, uidValidity, r.Uid, r.Flags, r.ModSeq));
    }

    /// <summary>
    /// The runs of UIDs to ask for changes at a time: each covers at most <paramref name="size"/> held messages, together all UIDs; the last is open above.
    /// </summary>
    public static IEnumerable<UidRange> Windows(UidSet held, int size)
    {
        uint first = 1;
        var counted = 0L;
        foreach (var range in held.Ranges)
        {
            var start = range.First;
            while (counted + ((long)range.Last - start + 1) > size)
            {
                var last = (uint)(start + (size - counted) - 1);
                yield return new(first, last);
                (first, start, counted) = (last + 1, last + 1, 0);
            }

            counted += (long)range.Last - start + 1;
        }

        yield return new(first, uint.MaxValue);
    }
}
