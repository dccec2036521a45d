namespace AcMail.Cli;

sealed record ValidationView(string Account, bool Ok, IReadOnlyList<CheckView> Checks)
{
    public static ValidationView From(ValidationReport report) => new(
        report.Account, report.IsValid,
        [.. report.Checks.Select(c => new CheckView(
            Names.Of(c.Subject), Names.Of(c.Stage), c.Detail, (long)c.Elapsed.TotalMilliseconds, c.Failure is null, FailureView.From(c.Failure)))]);
}

sealed record CheckView(string Subject, string Stage, string Detail, long ElapsedMs, bool Ok, FailureView? Failure);
