using AcMail.Storage;

namespace AcMail;

/// <summary>What an ended hand-over means for the caller.</summary>
static class SendResults
{
    public static SendOutcome OutcomeOf(HandOver handOver) => handOver.Happened switch
    {
        OutboxEvent.Refused => SendOutcome.Rejected,
        OutboxEvent.Deferred => SendOutcome.Deferred,
        OutboxEvent.AnswerLost => SendOutcome.Unknown,
        _ => handOver.Recipients.Any(r => r.Failure is not null) ? SendOutcome.PartlyAccepted : SendOutcome.Accepted,
    };

    /// <summary>The same once the copy was filed on the server, or was not.</summary>
    public static SendReport WithCopy(SendReport report, MailFailure? failure) => report with
    {
        SentCopy = failure is null ? SentCopyOutcome.SavedOnServer : SentCopyOutcome.Failed, SentCopyFailure = failure,
    };

    /// <summary>The same once those who have not got it with the others wait by themselves.</summary>
    public static SendReport WithRemainder(SendReport report, OutboxRemainder? remainder) => remainder is null ? report : report with
    {
        Recipients = [.. report.Recipients.Select(r => r with { IsQueued = remainder.Recipients.Contains(r.Address) })],
    };

    /// <summary>A message found in <see cref="OutboxState.Sending"/> that nobody here is sending was abandoned by a process that died.</summary>
    public static OutboxEntry AsFound(OutboxEntry entry, bool isBeingSent) =>
        !isBeingSent && OutboxMachine.Next(entry.State, OutboxEvent.Abandoned) is { } step ? entry with { State = step.State } : entry;
}
