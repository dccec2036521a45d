using AcMail.Storage;

namespace AcMail;

/// <summary>Decides which messages a policy lets go from the server. Pure.</summary>
static class LeavePlanner
{
    /// <summary>For each of <paramref name="candidates"/> the reason why it stays, or <see cref="MaildropReason.Due"/>.</summary>
    /// <param name="policy">The rules; the first that keeps a message gives the reason.</param>
    /// <param name="candidates">The messages that may be deleted as far as we are concerned.</param>
    /// <param name="listing">The whole maildrop.</param>
    /// <param name="discarded">The unique-ids of what no local mailbox holds any more.</param>
    /// <param name="now">Up to when ages are counted.</param>
    public static Dictionary<int, MaildropReason> Judge(
        LeavePolicy policy, IReadOnlyList<Candidate> candidates, DropListing listing, IReadOnlySet<string> discarded, DateTimeOffset now)
    {
        // By our own knowledge: some servers number the newest message first.
        if (policy.Rules.Any(GoesByOrder))
            candidates = [.. candidates.OrderBy(c => c.Known.DownloadedAt).ThenBy(c => c.Known.Date ?? c.Known.DownloadedAt).ThenBy(c => c.Entry.Index)];
        var verdicts = candidates.ToDictionary(c => c.Entry.Index, _ => MaildropReason.Due);
        foreach (var rule in policy.Rules)
        {
            foreach (var (index, reason) in Kept(rule, candidates, listing, discarded, now))
                if (verdicts[index] == MaildropReason.Due) verdicts[index] = reason;
        }

        return verdicts;
    }

    static IEnumerable<(int Index, MaildropReason Reason)> Kept(
        LeaveRule rule, IReadOnlyList<Candidate> candidates, DropListing listing, IReadOnlySet<string> discarded, DateTimeOffset now)
    {
        return rule.Mode switch
        {
            LeaveOnServerMode.NotAtAll => [],
            LeaveOnServerMode.ForDays => Where(c => IsYoung(c.Known.DownloadedAt, rule, now), MaildropReason.WithinDays),
            LeaveOnServerMode.ForDaysSinceDate => Where(c => IsYoung(c.Known.Date ?? c.Known.DownloadedAt, rule, now), MaildropReason.WithinDays),
            LeaveOnServerMode.Newest => candidates.TakeLast((int)rule.Amount).Select(c => (c.Entry.Index, MaildropReason.AmongNewest)),
            LeaveOnServerMode.BelowSize or LeaveOnServerMode.BelowQuotaShare => Fitting(rule.Amount, candidates, listing),
            LeaveOnServerMode.UntilDeletedLocally => Where(c => !discarded.Contains(c.Known.UniqueId), MaildropReason.HeldLocally),
            _ => Where(_ => true, MaildropReason.Forever),
        };

        IEnumerable<(int, MaildropReason)> Where(Func<Candidate, bool> stays, MaildropReason reason) =>
            candidates.Where(stays).Select(c => (c.Entry.Index, reason));
    }

    static bool GoesByOrder(LeaveRule rule) => rule.Mode is LeaveOnServerMode.Newest or LeaveOnServerMode.BelowSize or LeaveOnServerMode.BelowQuotaShare;

    static IEnumerable<(int Index, MaildropReason Reason)> Fitting(long limit, IReadOnlyList<Candidate> candidates, DropListing listing)
    {
        var total = listing.Entries.Sum(e => e.Size);
        foreach (var candidate in candidates)
        {
            if (total <= limit) yield return (candidate.Entry.Index, MaildropReason.RoomLeft);
            else total -= candidate.Entry.Size;
        }
    }

    // By subtraction, since no sum of a date and days may leave the calendar.
    static bool IsYoung(DateTimeOffset since, LeaveRule rule, DateTimeOffset now) => now - since < TimeSpan.FromDays(rule.Amount);

    /// <summary>A message that may be deleted, and what the ledger knows of it.</summary>
    public readonly record struct Candidate(DropListingEntry Entry, DropEntry Known);
}
