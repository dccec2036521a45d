namespace AcMail.Storage;

/// <summary>A message to be stored in the outbox.</summary>
/// <param name="Content">What names its bytes, exactly as they will be transmitted.</param>
/// <param name="MessageId">Its Message-ID, without angle brackets.</param>
/// <param name="Sender">The envelope's reverse-path.</param>
/// <param name="Recipients">The envelope's forward-paths.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="QueuedAt">The time.</param>
public sealed record OutboxMessage(
    ContentKey Content, string MessageId, string Sender, IReadOnlyList<string> Recipients, string Subject, DateTimeOffset QueuedAt)
{
    /// <summary>How its life begins.</summary>
    /// <value><see cref="OutboxState.Queued"/>, or <see cref="OutboxState.Sending"/> where it is handed over as soon as it is stored.</value>
    public OutboxState State { get; init; } = OutboxState.Queued;

    /// <summary>As <see cref="OutboxEntry.IsRemainder"/>.</summary>
    public bool IsRemainder { get; init; }
}
