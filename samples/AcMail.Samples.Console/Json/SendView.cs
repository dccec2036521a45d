namespace AcMail.Cli;

sealed record SendView(
    long Id, string MessageId, string Outcome, IReadOnlyList<RecipientView> Recipients, string SentCopy, FailureView? Failure,
    FailureView? SentCopyFailure)
{
    public static SendView From(SendReport report) => new(
        report.Id, report.MessageId, Names.Of(report.Outcome),
        [.. report.Recipients.Select(r => new RecipientView(r.Address, r.Failure is null, r.IsQueued, FailureView.From(r.Failure)))],
        Names.Of(report.SentCopy), FailureView.From(report.Failure), FailureView.From(report.SentCopyFailure));
}

sealed record RecipientView(string Address, bool Accepted, bool Queued, FailureView? Failure);
