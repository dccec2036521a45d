namespace AcMail;

/// <summary>What is to be done about the messages of the outbox. Pure: values in, values out.</summary>
static class OutboxPlanner
{
    /// <summary>Longer than a copy takes to be filed: one that was being filed that long ago is not any more.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    /// <summary>The messages that wait to be sent, oldest first.</summary>
    /// <param name="open">The entries of the outbox.</param>
    /// <param name="underway">The Message-IDs of what is being sent in this process.</param>
    public static IEnumerable<OutboxEntry> Due(IEnumerable<OutboxEntry> open, IReadOnlySet<string> underway) =>
        open.Where(e => e.State == OutboxState.Queued && !underway.Contains(e.MessageId));

    /// <summary>The messages whose copy nobody is filing.</summary>
    /// <param name="open">The entries of the outbox.</param>
    /// <param name="underway">The Message-IDs of what is being sent in this process.</param>
    /// <param name="now">The time; a message that was stored after it was so by a clock that was ahead.</param>
    public static IEnumerable<OutboxEntry> Owed(IEnumerable<OutboxEntry> open, IReadOnlySet<string> underway, DateTimeOffset now) => open.Where(
        e => e.State == OutboxState.SentCopyOwed
            || (e.State == OutboxState.SentCopyPending && !underway.Contains(e.MessageId) && (now - e.QueuedAt).Duration() > Abandoned));

    /// <summary>Whether the next message is worth trying after this one: what was wrong, if anything, was the message and not the server.</summary>
    public static bool GoesOn(SendReport report) =>
        report.Outcome != SendOutcome.Deferred || report.Failure?.Kind is MailErrorKind.Deferred or MailErrorKind.StorageDamaged;
}
