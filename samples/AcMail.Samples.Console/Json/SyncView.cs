using System.Text.Json.Serialization;

namespace AcMail.Cli;

sealed record SyncView(
    string Account, string Outcome, IReadOnlyList<SyncMailboxView> Mailboxes, int MessagesAdded, long BytesDownloaded, long ElapsedMs)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SyncProblemView>? Problems { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FailureView? Failure { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MaildropView? Maildrop { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notices { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NotBefore { get; init; }

    public static SyncView From(SyncReport report) => new(
        report.Account, Names.Of(report.Outcome),
        [.. report.Mailboxes.Select(m => new SyncMailboxView(
            m.Name, Names.Of(m.Role), m.Added, m.FlagsChanged, m.Removed, m.Uploaded, m.Failed))],
        report.MessagesAdded, report.BytesDownloaded, (long)report.Elapsed.TotalMilliseconds)
    {
        Problems = SyncProblemView.From(report.Problems),
        Failure = FailureView.From(report.Failure),
        Maildrop = MaildropView.From(report.Maildrop),
        Notices = report.Notices.Count == 0 ? null : [.. report.Notices.Select(n => n.ToString())],
        NotBefore = report.NotBefore,
    };
}

sealed record SyncMailboxView(string Name, string Role, int Added, int FlagsChanged, int Removed, int Uploaded, int Failed);

sealed record SyncProblemView(string Mailbox, string? Uid, FailureView Failure)
{
    /// <summary>The problems; <see langword="null"/> for none.</summary>
    public static IReadOnlyList<SyncProblemView>? From(IReadOnlyList<SyncProblem> problems) =>
        problems.Count == 0 ? null : [.. problems.Select(p => new SyncProblemView(p.Mailbox, p.Uid, FailureView.From(p.Failure)!))];
}
