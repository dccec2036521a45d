namespace AcMail;

/// <summary>What is to be done about the messages of the outbox. Pure: values in, values out.</summary>
static class OutboxPlanner
{
    /// <summary>The messages that wait to be sent, oldest first.</summary>
    /// <param name="open">The entries of the outbox.</param>
    /// <param name="underway">The Message-IDs of what is being sent in this process.</param>
    public static IEnumerable<OutboxEntry> Due(IEnumerable<OutboxEntry> open, IReadOnlySet<string> underway) =>
        open.Where(e => e.State == OutboxState.Queued && !underway.Contains(e.MessageId));

    /// <summary>The messages whose copy nobody is filing.</summary>
    /// <param name="open">The entries of the outbox.</param>
    /// <param name="underway">The Message-IDs of what is being sent in this process.</param>
    public static IEnumerable<OutboxEntry> Owed(IEnumerable<OutboxEntry> open, IReadOnlySet<string> underway) => open.Where(
        e => e.State == OutboxState.SentCopyOwed || (e.State == OutboxState.SentCopyPending && !IsUnderway(e, underway)));

    /// <summary>Whether anybody is at it.</summary>
    public static bool IsUnderway(OutboxEntry entry, IReadOnlySet<string> underway) => entry.IsTakenByAnother || underway.Contains(entry.MessageId);

    /// <summary>Whether the next message is worth trying after this one: what was wrong, if anything, was the message and not the server.</summary>
    public static bool GoesOn(SendReport report) =>
        report.Outcome != SendOutcome.Deferred || report.Failure?.Kind is MailErrorKind.Deferred or MailErrorKind.StorageDamaged;
}
