namespace AcMail.Cli;

sealed record MaildropView(int Listed, int Deleted, IReadOnlyDictionary<string, int> Left)
{
    public static MaildropView? From(MaildropReport? report) => report is null ? null : new(report.Listed, report.Deleted, Reasons(report.Left));

    public static IReadOnlyDictionary<string, int> Reasons(IReadOnlyDictionary<MaildropReason, int> left) =>
        left.ToDictionary(l => Names.Of(l.Key), l => l.Value);
}
