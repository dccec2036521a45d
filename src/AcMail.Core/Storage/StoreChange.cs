namespace AcMail.Storage;

/// <summary>One change of a replica. The set of changes is closed; a store handles each of them.</summary>
public abstract record StoreChange
{
    private protected StoreChange()
    {
    }
}

/// <summary>
/// A mailbox is on the server (or local) with these attributes; it is added or brought up to date. One that was created here under that name is it; another
/// that was renamed to it here has its former name again; and one that was deleted here stays so.
/// </summary>
public sealed record MailboxListed(string Name, char? Delimiter, MailboxRole Role, bool Selectable) : StoreChange
{
    /// <summary>Whether the server has it subscribed to; <see langword="null"/> where that was not told.</summary>
    public bool? Subscribed { get; init; }

    /// <summary>Its MAILBOXID (RFC 8474), which it keeps when it is renamed; empty where the server did not tell it, and what was known stays.</summary>
    public string ObjectId { get; init; } = "";
}

/// <summary>
/// A mailbox is no longer listed: it, its placements, its quarantine and what is held back in it are unlinked; content stays. Messages that were moved there
/// here are where they were; while it holds others that the server has not got, it stays as one that was created here.
/// </summary>
public sealed record MailboxUnlisted(string Name) : StoreChange;

/// <summary>A mailbox has been synchronised completely up to <paramref name="Checkpoint"/>.</summary>
public sealed record MailboxCheckpointed(string Mailbox, MailboxCheckpoint Checkpoint) : StoreChange;

/// <summary>
/// A message of the server is held. Where the same content was sent to the mailbox and may be this one, it has arrived (<see cref="TransferArrived"/>); else,
/// where the mailbox holds it under another UIDVALIDITY, that placement is re-linked. Either keeps its id, and its flags are merged as for
/// <see cref="FlagsObserved"/>. Its content is found again by <see cref="IContentStore.FindAsync"/>.
/// </summary>
public sealed record MessageAdded(
    string Mailbox, uint UidValidity, uint Uid, ContentKey Content, MailFlags Flags, ulong ModSeq, DateTimeOffset InternalDate,
    MessageHeaders Headers) : StoreChange
{
    /// <summary>Its EMAILID (RFC 8474); empty where the server has none.</summary>
    public string EmailId { get; init; } = "";

    /// <summary>What its content is the header of; <see langword="null"/> for a whole message.</summary>
    public PartialMessage? HeaderOf { get; init; }
}

/// <summary>A message is filed in a local mailbox, which is created where it is missing; the store assigns the UID under UIDVALIDITY 0.</summary>
public sealed record MessageFiled(
    string Mailbox, MailboxRole Role, ContentKey Content, MailFlags Flags, DateTimeOffset InternalDate, MessageHeaders Headers) : StoreChange
{
    /// <summary>Nothing is filed where the account's mailboxes hold this content so many times already, as a whole message each.</summary>
    /// <value>The default is no limit.</value>
    public int AtMost { get; init; } = int.MaxValue;

    /// <summary>What this is the header of; <see langword="null"/> for a whole message.</summary>
    public PartialMessage? HeaderOf { get; init; }

    /// <summary>Whether it belongs to the server as well, which a later pass is to give it to. It has no UID then.</summary>
    public bool IsUpload { get; init; }
}

/// <summary>
/// The rest of a message whose header alone was held has come: the placement of <see cref="PartialMessage.UniqueId"/> holds all of it from now on and
/// keeps its id. Nothing happens where there is none.
/// </summary>
public sealed record MessageCompleted(string UniqueId, ContentKey Content, MessageHeaders Headers) : StoreChange;

/// <summary>The maildrop has another name now for a message whose header alone is held. Nothing happens where there is none.</summary>
public sealed record PartialRenamed(string Former, string UniqueId) : StoreChange;

/// <summary>
/// A message goes to another mailbox here, which is created where it is missing; it keeps its id. In a local mailbox (UIDVALIDITY 0) that is all; of others
/// the server is told by a later pass, unless it has the message there already. A message that is not held is passed over.
/// </summary>
public sealed record MessageRefiled(long Id, string Mailbox) : StoreChange;

/// <summary>
/// A message's flags on the server: they become the last common state, and those here become what <see cref="FlagMerge"/> makes of both. A message that
/// is not held is passed over.
/// </summary>
public sealed record FlagsObserved(string Mailbox, uint UidValidity, uint Uid, MailFlags Flags, ulong ModSeq) : StoreChange;

/// <summary>
/// Messages are no longer on the server: their placements are unlinked, also those of messages that were moved on here; content stays. Where a message was sent
/// on and not heard of again, it stays until <see cref="AttemptsMissed"/>.
/// </summary>
public sealed record MessagesVanished(string Mailbox, uint UidValidity, UidSet Uids) : StoreChange;

/// <summary>What the mailbox still holds under another UIDVALIDITY than <paramref name="UidValidity"/> is unlinked; content stays.</summary>
public sealed record OtherValiditiesDropped(string Mailbox, uint UidValidity) : StoreChange;

/// <summary>The ledger knows this of a message of the maildrop from now on.</summary>
public sealed record DropEntryRecorded(DropEntry Entry) : StoreChange;

/// <summary>The ledger forgets a message of the maildrop.</summary>
public sealed record DropEntryForgotten(string UniqueId) : StoreChange;

/// <summary>What is known of the maildrop as a whole.</summary>
public sealed record MaildropObserved(MaildropState State) : StoreChange;

/// <summary>A message in the outbox has a new state.</summary>
public sealed record OutboxAdvanced(long Id, OutboxState State, string Reply) : StoreChange
{
    /// <summary>The state that it must have for that; where another has taken it further, it stays as it is.</summary>
    /// <value>The default, <see langword="null"/>, is any.</value>
    public OutboxState? From { get; init; }

    /// <summary>Those of its recipients that have not got the message with the others, and go on by themselves.</summary>
    /// <value>The default, <see langword="null"/>, is none.</value>
    public OutboxRemainder? Remainder { get; init; }
}
