namespace AcMail;

/// <summary>Something that was done here and has not reached the server.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mailbox">The mailbox that it goes to, or that it is about.</param>
/// <param name="MessageId">The message (<see cref="MessageInfo.Id"/>), where it is about one that is held.</param>
/// <param name="IsSent">Whether it was sent and nobody knows yet whether it took effect; the next synchronisation finds out.</param>
public sealed record PendingAction(PendingActionKind Kind, string Mailbox, long? MessageId, bool IsSent);
