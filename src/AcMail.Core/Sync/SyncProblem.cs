namespace AcMail;

/// <summary>One thing that a synchronisation could not do. It will be tried again by the next.</summary>
/// <param name="Mailbox">The mailbox concerned.</param>
/// <param name="Uid">The message concerned (UID, or UIDL for POP3), where it is one message.</param>
/// <param name="Failure">Why.</param>
public sealed record SyncProblem(string Mailbox, string? Uid, MailFailure Failure);
