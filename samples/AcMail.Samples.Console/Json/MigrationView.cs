using System.Text.Json.Serialization;

namespace AcMail.Cli;

/// <summary>What moving an account over does; with <see cref="Sync"/>, what it did.</summary>
sealed record MigrationView(string Account, IReadOnlyList<MigratedMailboxView> Mailboxes, IReadOnlyList<long> Incomplete)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SyncProblemView>? Problems { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SyncView? Sync { get; init; }

    public static MigrationView From(string account, MigrationPlan? plan, SyncReport? sync = null) => new(
        account,
        [.. (plan?.Mailboxes ?? []).Select(m => new MigratedMailboxView(
            m.Name, m.IsNew, m.Linked, m.Moved, m.Uploads, m.UploadBytes, m.Alike, m.Downloads, m.DownloadBytes))],
        plan?.Incomplete ?? [])
    {
        Problems = SyncProblemView.From(plan?.Problems ?? []),
        Sync = sync is null ? null : SyncView.From(sync),
    };
}

sealed record MigratedMailboxView(
    string Name, bool IsNew, int Linked, int Moved, int Uploads, long UploadBytes, int Alike, int Downloads, long DownloadBytes);
