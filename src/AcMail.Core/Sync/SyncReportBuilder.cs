namespace AcMail;

static class SyncReportBuilder
{
    public static SyncReport Build(string account, SyncPass pass, MailFailure? failure, TimeSpan elapsed)
    {
        var outcome = failure switch
        {
            { Kind: MailErrorKind.Deferred } => SyncOutcome.Deferred,
            { Kind: MailErrorKind.Busy or MailErrorKind.MailboxInUse } => SyncOutcome.Busy,
            not null => SyncOutcome.Failed,
            _ => pass.Problems.Count > 0 ? SyncOutcome.CompletedWithProblems : SyncOutcome.Completed,
        };
        return new(account, outcome, [.. pass.Mailboxes.Select(m => m.ToReport())], pass.BytesCommitted, elapsed)
        {
            Failure = failure,
            Problems = [.. pass.Problems],
            Notices = [.. pass.Notices],
            Maildrop = pass.Maildrop?.ToReport(),
        };
    }
}
