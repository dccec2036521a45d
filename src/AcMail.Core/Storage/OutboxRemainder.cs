namespace AcMail.Storage;

/// <summary>
/// Recipients that leave an entry of the outbox for a new one of the same message, which is <see cref="OutboxState.Queued"/> and
/// <see cref="OutboxEntry.IsRemainder"/>. Those whom the entry has not, or no longer, are passed over; where it has none of them, there is no new one.
/// </summary>
/// <param name="Recipients">The forward-paths, as the entry has them.</param>
/// <param name="Reply">What the server said to them; the last reply of the new entry.</param>
public sealed record OutboxRemainder(IReadOnlyList<string> Recipients, string Reply);
