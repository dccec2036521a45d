namespace AcMail;

/// <summary>Decides which reports are worth telling to those who watch. Pure.</summary>
static class TroublePlanner
{
    /// <summary>
    /// What troubles the account, in a form that is equal as long as it is the same trouble; empty for none, <see langword="null"/> for a report that tells
    /// nothing either way.
    /// </summary>
    public static string? Describe(SyncReport report) => report.Outcome switch
    {
        SyncOutcome.Busy or SyncOutcome.Deferred => null,
        SyncOutcome.Completed => "",
        SyncOutcome.CompletedWithProblems => string.Join('\n', report.Problems.Select(p => $"{p.Mailbox}\t{p.Uid}\t{p.Failure.Kind}").Order(StringComparer.Ordinal)),
        _ => $"{report.Failure!.Kind}\t{report.Failure.ServerReply}",
    };

    /// <summary>
    /// What troubles the account after <paramref name="report"/>, where that is different from before. A pass over some mailboxes says nothing of the others.
    /// </summary>
    /// <param name="before">What troubled it; <see langword="null"/> where nothing is known yet.</param>
    /// <param name="report">The report.</param>
    /// <param name="isBrief">Whether it is of some mailboxes only.</param>
    public static string? Changed(string? before, SyncReport report, bool isBrief)
    {
        var now = Describe(report);
        return now is null || now == before || (isBrief && now.Length == 0) ? null : now;
    }
}
