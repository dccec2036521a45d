namespace AcMail.Storage;

/// <summary>
/// A message gets and loses flags here, <paramref name="Removed"/> first; the server is told by a later pass. A message that is not held is passed over.
/// </summary>
public sealed record MessageMarked(long Id, MailFlags Added, MailFlags Removed) : StoreChange
{
    /// <summary>Whether there is no server to tell, so that the last common state changes as well.</summary>
    public bool IsLocalOnly { get; init; }
}

/// <summary>Changes of these flags are about to be sent: should nothing more be heard, nobody knows whether they took effect.</summary>
public sealed record MarksSending(string Mailbox, uint UidValidity, UidSet Uids, MailFlags Flags) : StoreChange;

/// <summary>The server has taken these changes: they are part of the last common state.</summary>
public sealed record MarksSent(string Mailbox, uint UidValidity, UidSet Uids, MailFlags Added, MailFlags Removed) : StoreChange;

/// <summary>The server does not take changes of these flags: they are here again as in the last common state.</summary>
public sealed record MarksRefused(string Mailbox, uint UidValidity, UidSet Uids, MailFlags Flags) : StoreChange;
