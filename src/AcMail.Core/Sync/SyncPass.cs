using AcMail.Storage;

namespace AcMail;

/// <summary>Collects what a pass does, and tells the caller's progress.</summary>
sealed class SyncPass(IProgress<SyncProgress>? progress)
{
    readonly OrderedDictionary<string, MailboxTally> _mailboxes = new(StringComparer.Ordinal);
    readonly List<SyncProblem> _problems = [];
    readonly Lock _reporting = new();
    int _toldBefore;

    /// <summary>What it is to look at.</summary>
    public PassScope Scope { get; init; } = PassScope.Account;

    public IReadOnlyList<MailboxTally> Mailboxes => _mailboxes.Values;

    public IReadOnlyList<SyncProblem> Problems => _problems;

    /// <summary>What is worth knowing though nothing failed.</summary>
    public HashSet<MailText> Notices { get; } = [];

    /// <summary>The maildrop of a POP3 account, once it was listed.</summary>
    public MaildropTally? Maildrop { get; set; }

    /// <summary>What was being moved, copied or sent when connections broke, by the ids of the transfers.</summary>
    public Breaks<long> BrokenTransfers { get; } = new();

    /// <summary>The mailboxes that were being compared when connections broke.</summary>
    public Breaks<string> BrokenMailboxes { get; } = new();

    /// <summary>What new connections broke over though the server offers it.</summary>
    public Breaks<ServerPromise> BrokenPromises { get; } = new();

    /// <summary>How much of these is left to the next pass.</summary>
    public int GivenUp => BrokenTransfers.GivenUp + BrokenMailboxes.GivenUp + BrokenPromises.GivenUp;

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
        var problem = new SyncProblem(mailbox.Name, uid, failure);
        var told = _problems.FindIndex(0, _toldBefore, p => IsSame(p, problem));
        if (told >= 0)
        {
            _problems[told] = problem;
            return;
        }

        mailbox.Failed += messages;
        _problems.Add(problem);
    }

    /// <summary>The connection broke over the mailbox; the second time it is left to the next pass.</summary>
    public void AddBreak(MailboxTally mailbox, MailFailure failure)
    {
        BrokenMailboxes.Add(mailbox.Name);
        if (BrokenMailboxes.IsGivenUp(mailbox.Name)) AddProblem(mailbox, null, ImapFailures.Broken(mailbox.Name, failure));
    }

    /// <summary>Once all that was received is committed: what is told a second time from here on counts once.</summary>
    public void BeginAgain()
    {
        foreach (var mailbox in Mailboxes) mailbox.Total = mailbox.Received;
        _toldBefore = _problems.Count;
    }

    /// <summary>Of one message, the latest word counts.</summary>
    static bool IsSame(SyncProblem told, SyncProblem problem) => told == problem ||
        (told.Uid is not null && (told.Mailbox, told.Uid, told.Failure.Kind) == (problem.Mailbox, problem.Uid, problem.Failure.Kind));
}
