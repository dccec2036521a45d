namespace AcMail;

/// <summary>What one synchronisation did.</summary>
/// <param name="Account">The account's registered name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Mailboxes">What was done in each mailbox, in the order of the server's list.</param>
/// <param name="BytesDownloaded">The bytes of message content received.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record SyncReport(
    string Account, SyncOutcome Outcome, IReadOnlyList<MailboxSyncReport> Mailboxes, long BytesDownloaded, TimeSpan Elapsed)
{
    /// <summary>The new messages of all mailboxes.</summary>
    public int MessagesAdded => Mailboxes.Sum(m => m.Added);

    /// <summary>Why it failed, for every outcome but the completed ones.</summary>
    public MailFailure? Failure { get; init; }

    /// <summary>What could not be done, one entry each.</summary>
    public IReadOnlyList<SyncProblem> Problems { get; init; } = [];

    /// <summary>What is worth knowing though nothing failed.</summary>
    public IReadOnlyList<MailText> Notices { get; init; } = [];

    /// <summary>What happened in the maildrop; <see langword="null"/> for IMAP accounts, and where it was not reached.</summary>
    public MaildropReport? Maildrop { get; init; }

    /// <summary>When it is worth trying again, for <see cref="SyncOutcome.Deferred"/> and where the server said so.</summary>
    public DateTimeOffset? NotBefore => Failure?.NotBefore;
}
