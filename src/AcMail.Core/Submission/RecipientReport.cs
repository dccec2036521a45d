namespace AcMail;

/// <summary>What the server said to one recipient.</summary>
/// <param name="Address">The recipient.</param>
/// <param name="Failure">Why it was refused, or <see langword="null"/> where it was accepted.</param>
public sealed record RecipientReport(string Address, MailFailure? Failure)
{
    /// <summary>
    /// Whether the server said “later” to it while it took the message for others, so that it waits in an entry of its own (<see cref="OutboxState.Queued"/>).
    /// </summary>
    public bool IsQueued { get; init; }
}
