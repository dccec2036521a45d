namespace AcMail;

/// <summary>Where a synchronisation stands.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Mailbox">The mailbox at work, where it is one.</param>
/// <param name="MessagesDone">Messages received in this mailbox so far.</param>
/// <param name="MessagesTotal">Messages to download in this mailbox, as far as known.</param>
/// <param name="BytesDone">Bytes received in the whole synchronisation so far.</param>
public sealed record SyncProgress(SyncStage Stage, string? Mailbox, int MessagesDone, int MessagesTotal, long BytesDone);
