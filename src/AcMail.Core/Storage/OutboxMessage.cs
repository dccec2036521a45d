namespace AcMail.Storage;

/// <summary>A message to be stored in the outbox.</summary>
/// <param name="Content">What names its bytes, exactly as they will be transmitted.</param>
/// <param name="MessageId">Its Message-ID, without angle brackets.</param>
/// <param name="Sender">The envelope's reverse-path.</param>
/// <param name="Recipients">The envelope's forward-paths.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="QueuedAt">The time.</param>
public sealed record OutboxMessage(
    ContentKey Content, string MessageId, string Sender, IReadOnlyList<string> Recipients, string Subject, DateTimeOffset QueuedAt);
