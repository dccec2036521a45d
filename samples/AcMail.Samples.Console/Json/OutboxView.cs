namespace AcMail.Cli;

sealed record OutboxEntryView(
    long Id, string State, string MessageId, string Sender, IReadOnlyList<string> Recipients, string Subject, DateTimeOffset QueuedAt, string LastReply,
    bool IsRemainder)
{
    public static OutboxEntryView From(OutboxEntry entry) => new(
        entry.Id, Names.Of(entry.State), entry.MessageId, entry.Sender, entry.Recipients, entry.Subject, entry.QueuedAt, entry.LastReply,
        entry.IsRemainder);
}

sealed record OutboxCancelView(long Cancelled);
