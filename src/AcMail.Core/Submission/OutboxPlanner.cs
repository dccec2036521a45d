using AcMail.Storage;

namespace AcMail;

/// <summary>What is to be done about the messages of the outbox. Pure: values in, values out.</summary>
static class OutboxPlanner
{
    /// <summary>So many messages in a row may break a connection before it is taken for the server's fault.</summary>
    public const int MostBreaks = 3;

    static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(5), LongestPause = TimeSpan.FromHours(1);

    /// <summary>The messages that wait to be sent, oldest first; those over which the server broke off before come after all others.</summary>
    /// <param name="open">The entries of the outbox.</param>
    /// <param name="underway">The Message-IDs of what is being sent in this process.</param>
    /// <param name="broken">The ids of those over which the server broke off.</param>
    public static IEnumerable<OutboxEntry> Due(IEnumerable<OutboxEntry> open, IReadOnlySet<string> underway, IReadOnlySet<long> broken) =>
        open.Where(e => e.State == OutboxState.Queued && !underway.Contains(e.MessageId)).OrderBy(e => broken.Contains(e.Id));

    /// <summary>How long a message is left alone, unless somebody asks for it, to which the server said “later” so many times in a row (RFC 5321 §4.5.4.1).</summary>
    public static TimeSpan Pause(int times) => WatchPace.Doubled(ShortestPause, times - 1, LongestPause);

    /// <summary>The messages whose copy nobody is filing.</summary>
    /// <param name="open">The entries of the outbox.</param>
    /// <param name="underway">The Message-IDs of what is being sent in this process.</param>
    public static IEnumerable<OutboxEntry> Owed(IEnumerable<OutboxEntry> open, IReadOnlySet<string> underway) => open.Where(
        e => e.State == OutboxState.SentCopyOwed || (e.State == OutboxState.SentCopyPending && !IsUnderway(e, underway)));

    /// <summary>Whether anybody is at it.</summary>
    public static bool IsUnderway(OutboxEntry entry, IReadOnlySet<string> underway) => entry.IsTakenByAnother || underway.Contains(entry.MessageId);

    /// <summary>Whether the next message is worth trying after this one: what was wrong, if anything, was the message and not the server.</summary>
    /// <param name="report">What became of this one.</param>
    /// <param name="breaks">Over how many in a row, with this one, the server broke off.</param>
    public static bool GoesOn(SendReport report, int breaks = 0) =>
        report.Outcome != SendOutcome.Deferred || report.Failure?.Kind is MailErrorKind.Deferred or MailErrorKind.StorageDamaged ||
        (report.BrokeOff && breaks < MostBreaks);

    /// <summary>What is known of a message that was given before; <see langword="null"/> where it waits and nobody is at it, so that it can be sent now.</summary>
    /// <param name="entry">The message, which was not rejected.</param>
    /// <param name="isUnderway">Whether anybody is at it.</param>
    public static SendReport? GivenBefore(OutboxEntry entry, bool isUnderway)
    {
        var known = new SendReport(entry.Id, entry.MessageId, SendOutcome.GivenBefore, [], SentCopyOutcome.NotWanted);
        return entry.State switch
        {
            OutboxState.Queued when !isUnderway => null,
            OutboxState.Queued or OutboxState.Sending when isUnderway =>
                known with { Outcome = SendOutcome.Deferred, Failure = OutboxFailures.TakenByAnother(entry.Id) },
            OutboxState.Sending or OutboxState.Unknown =>
                known with { Outcome = SendOutcome.Unknown, Failure = FailureTexts.Create(MailErrorKind.DeliveryUnknown, null) },
            OutboxState.SentCopyPending or OutboxState.SentCopyOwed => known with { Outcome = SendOutcome.Accepted, SentCopy = SentCopyOutcome.Owed },
            _ => known,
        };
    }

    /// <summary>Those whom the server told “later” while it took the message for others: they alone are tried again.</summary>
    /// <returns><see langword="null"/> where there are none, or nobody has got it, so that all of it waits.</returns>
    public static OutboxRemainder? Remainder(HandOver handOver)
    {
        if (!handOver.Accepted) return null;
        var later = handOver.Recipients.Where(r => r.Failure is { } failure && !SubmissionFailures.IsFinal(failure.Kind)).ToList();
        return later.Count == 0 ? null : new([.. later.Select(r => r.Address)], later[0].Failure!.ServerReply ?? "");
    }
}
