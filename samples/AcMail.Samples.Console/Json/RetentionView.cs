namespace AcMail.Cli;

sealed record RetentionView(
    string Account, string Rule, int Deletions, long Bytes, IReadOnlyDictionary<string, int> Left, IReadOnlyList<PlannedDeletionView> Messages)
{
    public static RetentionView From(RetentionPlan plan) => new(
        plan.Account, plan.Rule, plan.Deletions.Count, plan.Bytes, MaildropView.Reasons(plan.Left),
        [.. plan.Deletions.Select(d => new PlannedDeletionView(d.UniqueId, d.Size, d.DownloadedAt, d.Date, d.Subject, d.From))]);
}

sealed record PlannedDeletionView(string UniqueId, long Size, DateTimeOffset DownloadedAt, DateTimeOffset? Date, string Subject, string From);
