namespace AcMail;

/// <summary>The life of a message in the outbox. Unless a person says so, only a message that was certainly not accepted is handed over again.</summary>
static class OutboxMachine
{
    /// <returns>The next state and what to do then, or <see langword="null"/> where <paramref name="happened"/> cannot happen in <paramref name="state"/>.</returns>
    public static OutboxStep? Next(OutboxState state, OutboxEvent happened) => (state, happened) switch
    {
        (OutboxState.Queued, OutboxEvent.HandOverBegins) => new(OutboxState.Sending, OutboxAction.HandOver),
        (OutboxState.Queued, OutboxEvent.Deferred) => new(OutboxState.Queued),
        (OutboxState.Queued, OutboxEvent.Refused or OutboxEvent.Cancelled) => new(OutboxState.Rejected),
        (OutboxState.Sending, OutboxEvent.AcceptedWithoutCopy) => new(OutboxState.Done),
        (OutboxState.Sending, OutboxEvent.AcceptedWithLocalCopy) => new(OutboxState.Done, OutboxAction.FileLocally),
        (OutboxState.Sending, OutboxEvent.AcceptedWithServerCopy) => new(OutboxState.SentCopyPending, OutboxAction.FileOnServer),
        (OutboxState.Sending, OutboxEvent.AcceptedWithOwedCopy) => new(OutboxState.SentCopyOwed),
        (OutboxState.Sending, OutboxEvent.Refused or OutboxEvent.Cancelled) => new(OutboxState.Rejected),
        (OutboxState.Sending, OutboxEvent.Deferred) => new(OutboxState.Queued),
        (OutboxState.Sending, OutboxEvent.AnswerLost or OutboxEvent.Abandoned) => new(OutboxState.Unknown),
        (OutboxState.SentCopyPending or OutboxState.SentCopyOwed, OutboxEvent.CopyFiled) => new(OutboxState.Done),
        (OutboxState.SentCopyPending or OutboxState.SentCopyOwed, OutboxEvent.CopyFailed) => new(OutboxState.SentCopyOwed),
        (OutboxState.Rejected or OutboxState.Unknown, OutboxEvent.AskedAgain) => new(OutboxState.Queued),
        (not (OutboxState.Sending or OutboxState.Done), OutboxEvent.Discarded) => new(OutboxState.Done),
        _ => null,
    };
}

/// <summary>Where a message stands next, and what is to be done then.</summary>
readonly record struct OutboxStep(OutboxState State, OutboxAction Action = OutboxAction.None);
