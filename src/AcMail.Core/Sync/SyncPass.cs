namespace AcMail;

/// <summary>Collects what a pass does, and tells the caller's progress.</summary>
sealed class SyncPass(IProgress<SyncProgress>? progress)
{
    readonly OrderedDictionary<string, MailboxTally> _mailboxes = new(StringComparer.Ordinal);
    readonly List<SyncProblem> _problems = [];
    readonly Lock _reporting = new();

    /// <summary>What it is to look at.</summary>
    public PassScope Scope { get; init; } = PassScope.Account;

    public IReadOnlyList<MailboxTally> Mailboxes => _mailboxes.Values;

    public IReadOnlyList<SyncProblem> Problems => _problems;

    /// <summary>What is worth knowing though nothing failed.</summary>
    public HashSet<MailText> Notices { get; } = [];

    /// <summary>The maildrop of a POP3 account, once it was listed.</summary>
    public MaildropTally? Maildrop { get; set; }

    public long BytesReceived { get; set; }

    public long BytesCommitted { get; set; }

    public void Report(SyncStage stage, MailboxTally? mailbox = null)
    {
        if (progress is null) return;
        var value = new SyncProgress(stage, mailbox?.Name, mailbox?.Received ?? 0, mailbox?.Total ?? 0, BytesReceived);
        lock (_reporting) progress.Report(value);
    }

    /// <summary>The counts of a mailbox, which begin where it is first named.</summary>
    public MailboxTally Open(string mailbox, MailboxRole role = MailboxRole.None)
    {
        if (!_mailboxes.TryGetValue(mailbox, out var tally)) _mailboxes[mailbox] = tally = new(mailbox);
        if (role != MailboxRole.None) tally.Role = role;
        return tally;
    }

    public void AddProblem(MailboxTally mailbox, string? uid, MailFailure failure, int messages = 1)
    {
        mailbox.Failed += messages;
        _problems.Add(new(mailbox.Name, uid, failure));
    }
}
