namespace AcMail;

/// <summary>Something that is different in the replica of an account, whoever did it. The set of changes is closed.</summary>
public abstract record MailChange
{
    private protected MailChange()
    {
    }
}

/// <summary>A message is in a mailbox in which it was not: it is new there, or was moved there and keeps its id.</summary>
public sealed record MessageArrived(MessageInfo Message) : MailChange;

/// <summary>A message is as <paramref name="Message"/> says: its flags, its UID, whether more than its header is held, or something is attached.</summary>
public sealed record MessageChanged(MessageInfo Message) : MailChange;

/// <summary>A message is no longer in a mailbox. It may never have been told of; where it was moved, <see cref="MessageArrived"/> says where to.</summary>
public sealed record MessageRemoved(long Id, string Mailbox) : MailChange;

/// <summary>There is a mailbox that was not there.</summary>
public sealed record MailboxAppeared(MailboxInfo Mailbox) : MailChange;

/// <summary>What a mailbox is for, or whether it can hold messages. Numbers of messages alone are no change.</summary>
public sealed record MailboxChanged(MailboxInfo Mailbox) : MailChange;

/// <summary>A mailbox is no longer there, and neither are its messages. It may never have been told of.</summary>
public sealed record MailboxDisappeared(string Name) : MailChange;

/// <summary>
/// How watching goes, where that is worth knowing: the first pass of a watch, one that failed or had problems, and the first that had none after it. The
/// same trouble is told once.
/// </summary>
/// <param name="Report">What the pass did.</param>
/// <param name="RetryAt">When the next attempt is due, where that is not at once.</param>
public sealed record WatchReported(SyncReport Report, DateTimeOffset? RetryAt) : MailChange;

/// <summary>More has changed than can be told, so everything has to be read anew: whoever watches was away for more than 10,000 removals, or the store was rebuilt.</summary>
public sealed record ChangesMissed : MailChange;
