using AcMail.Storage;

namespace AcMail;

/// <summary>Decides what is fetched from a maildrop, what is deleted there, and what stays, each with its reason. Pure.</summary>
static class PopPlanner
{
    /// <summary>So many headers at most are compared in one pass: a server that renumbers everything is no reason to wait for hours.</summary>
    public const int MostCompared = 1000;

    const int ExpiryMargin = 2;

    /// <summary>One step for each message of <paramref name="listing"/>, in its order.</summary>
    public static IReadOnlyList<MaildropStep> Plan(
        IReadOnlyDictionary<string, DropEntry> ledger, DropListing listing, PopRules rules, DateTimeOffset now)
    {
        var doubled = listing.DoubledNames().ToHashSet(StringComparer.Ordinal);
        var steps = listing.Entries.Select(e => Receive(e, Find(e), rules, now)).ToList();
        LimitComparisons(steps, rules);
        Release(steps, listing, rules, now);
        return steps;

        // Two messages under one name: what is known of it may be the other's.
        DropEntry? Find(DropListingEntry entry) => doubled.Contains(entry.UniqueId) ? null : ledger.GetValueOrDefault(entry.UniqueId);
    }

    /// <summary>Cuts what is to be fetched into batches that a connection may pipeline within a bound of memory. One that is too large for memory is alone.</summary>
    public static IEnumerable<IReadOnlyList<DropListingEntry>> Batch(IEnumerable<DropListingEntry> entries, int maximumCount, long maximumBytes)
    {
        var batch = new List<DropListingEntry>();
        var bytes = 0L;
        foreach (var entry in entries)
        {
            var size = entry.FitsInMemory ? entry.Size : maximumBytes;
            if (batch.Count > 0 && (batch.Count >= maximumCount || bytes + size > maximumBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(entry);
            bytes += size;
        }

        if (batch.Count > 0) yield return batch;
    }

    static MaildropStep Receive(DropListingEntry entry, DropEntry? known, PopRules rules, DateTimeOffset now)
    {
        return known switch
        {
            null when entry.UniqueId.Length == 0 => Step(MaildropAction.Fetch, MaildropReason.Unidentified),
            null or { State: DropState.Seen } => Fetch(MaildropReason.New),
            // Somebody brought it back. It may be held nowhere any more, so that deleting it again would lose it.
            { State: DropState.Deleted, MissingCount: > 0 } when entry.Size <= rules.MaximumDownloadSize => Fetch(MaildropReason.Reappeared),
            { State: DropState.DeletionAsked or DropState.Deleted } => Step(MaildropAction.Compare, MaildropReason.NotDeleted),
            { Doubtful: true } or { MissingCount: > 0 } => Step(MaildropAction.Compare, MaildropReason.Reappeared),
            { Size: > 0 } when entry.Size > 0 && entry.Size != known.Size => Step(MaildropAction.Compare, MaildropReason.SizeChanged),
            { State: DropState.HeadersOnly } => Fetch(MaildropReason.Incomplete),
            _ => Step(MaildropAction.Leave, MaildropReason.Forever),
        };

        MaildropStep Step(MaildropAction action, MaildropReason reason) => new(entry, known, action, reason);

        // The server counts from there, which may be long before the first synchronisation.
        DateTimeOffset ArrivalOf(DropEntry? known) => known is null ? now : known.Date < known.DownloadedAt ? known.Date.Value : known.DownloadedAt;

        MaildropStep Fetch(MaildropReason reason)
        {
            if (rules.OnlyFetch?.Contains(entry.UniqueId) == false) return Step(MaildropAction.Leave, MaildropReason.NotHeld);
            if (entry.Size <= rules.MaximumDownloadSize) return Step(MaildropAction.Fetch, reason);
            if (rules.Expire is { } days && (now - ArrivalOf(known)).TotalDays >= days - ExpiryMargin)
                return Step(MaildropAction.Fetch, MaildropReason.Expiring);
            return known?.State == DropState.HeadersOnly
                ? Step(MaildropAction.Leave, MaildropReason.NotHeld)
                : Step(MaildropAction.FetchHeader, MaildropReason.TooLarge);
        }
    }

    static void LimitComparisons(List<MaildropStep> steps, PopRules rules)
    {
        var compared = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Action != MaildropAction.Compare) continue;
            if (rules.OnlyFetch is { } only ? !only.Contains(steps[i].Entry.UniqueId) : ++compared > MostCompared)
                steps[i] = steps[i] with { Action = MaildropAction.Leave, Reason = MaildropReason.InDoubt };
        }
    }

    /// <summary>Decides on what is held: what the present policy and that of the message's own time let go is deleted.</summary>
    static void Release(List<MaildropStep> steps, DropListing listing, PopRules rules, DateTimeOffset now)
    {
        var held = steps.Where(IsHeld).Select(s => new LeavePlanner.Candidate(s.Entry, s.Known!)).ToList();
        var verdicts = new Dictionary<string, Dictionary<int, MaildropReason>>(StringComparer.Ordinal);
        // Messages alike are told apart by their order: one that left would give its name, and its days, to the next. None leaves before those after it.
        var staying = new Dictionary<string, MaildropReason>(StringComparer.Ordinal);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (IsHeld(steps[i])) steps[i] = Decide(steps[i]);
            else if (steps[i].Known is not { State: DropState.HeadersOnly }) continue;
            if (DropIdentity.FirstAlike(steps[i].Entry.UniqueId, listing.Names) is not { } alike) continue;
            if (steps[i].Action != MaildropAction.Delete) staying.TryAdd(alike, steps[i].Reason);
            else if (staying.TryGetValue(alike, out var reason)) steps[i] = steps[i] with { Action = MaildropAction.Leave, Reason = reason };
        }

        static bool IsHeld(MaildropStep step) => step is { Action: MaildropAction.Leave, Reason: MaildropReason.Forever };

        MaildropStep Decide(MaildropStep step)
        {
            var (entry, known) = (step.Entry, step.Known!);
            var reason = Verdict(rules.Policy.Text, entry);
            if (reason == MaildropReason.Due && !rules.ApplyToAll && Verdict(known.Rule, entry) != MaildropReason.Due)
                reason = MaildropReason.AwaitsApply;
            if (reason == MaildropReason.Due && rules.OnlyDelete?.Contains(known.UniqueId) == false) reason = MaildropReason.NotPlanned;
            // A listing that contradicts itself is no ground to delete on.
            if (reason == MaildropReason.Due && (!listing.IsComplete || entry.Size == 0)) reason = MaildropReason.InDoubt;
            if (reason != MaildropReason.Due) return reason == step.Reason ? step : step with { Reason = reason };
            return known.Size == 0
                ? step with { Action = MaildropAction.Compare, Reason = MaildropReason.SizeUnknown }
                : step with { Action = MaildropAction.Delete, Reason = MaildropReason.Due };
        }

        MaildropReason Verdict(string policy, DropListingEntry entry)
        {
            if (!verdicts.TryGetValue(policy, out var judged))
                verdicts[policy] = judged = LeavePlanner.Judge(LeavePolicy.Parse(policy), held, listing, rules.Discarded, now);
            return judged[entry.Index];
        }
    }
}
