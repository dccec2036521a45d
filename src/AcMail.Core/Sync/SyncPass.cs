namespace AcMail;

/// <summary>Collects what a pass does, and tells the caller's progress. Used by one task at a time, except <see cref="CountBytes"/>.</summary>
sealed class SyncPass(IProgress<SyncProgress>? progress)
{
    readonly List<MailboxSyncReport> _mailboxes = [];
    readonly List<SyncProblem> _problems = [];
    long _bytes;

    public IReadOnlyList<MailboxSyncReport> Mailboxes => _mailboxes;

    public IReadOnlyList<SyncProblem> Problems => _problems;

    public long BytesDownloaded => Interlocked.Read(ref _bytes);

    public void Report(SyncStage stage, string? mailbox = null, int done = 0, int total = 0) =>
        progress?.Report(new(stage, mailbox, done, total, BytesDownloaded));

    public void CountBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Add(MailboxSyncReport mailbox) => _mailboxes.Add(mailbox);

    public void Add(SyncProblem problem) => _problems.Add(problem);
}
