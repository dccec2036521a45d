namespace AcMail;

/// <summary>One message in the outbox.</summary>
/// <param name="Id">Names it in this account's outbox; never reused.</param>
/// <param name="State">Where it stands.</param>
/// <param name="MessageId">Its Message-ID, without angle brackets.</param>
/// <param name="Sender">The envelope's reverse-path.</param>
/// <param name="Recipients">The envelope's forward-paths.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="QueuedAt">When it was stored.</param>
/// <param name="LastReply">What the server last said about it, or empty.</param>
public sealed record OutboxEntry(
    long Id, OutboxState State, string MessageId, string Sender, IReadOnlyList<string> Recipients, string Subject,
    DateTimeOffset QueuedAt, string LastReply)
{
    /// <summary>
    /// Whether it is <see cref="OutboxState.Sending"/> or <see cref="OutboxState.SentCopyPending"/> by the hand of another process, or of another sender in this
    /// one, that has not ended.
    /// </summary>
    public bool IsTakenByAnother { get; init; }

    /// <summary>
    /// Whether it is for those recipients of a message to whom the server said “later” while it took the message for others. Its copy in Sent is filed with
    /// theirs, and no second one.
    /// </summary>
    public bool IsRemainder { get; init; }
}
