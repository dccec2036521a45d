namespace AcMail;

/// <summary>What became of one message.</summary>
/// <param name="Id">Names it in the outbox.</param>
/// <param name="MessageId">Its Message-ID, without angle brackets.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Recipients">What became of it per recipient.</param>
/// <param name="SentCopy">What became of the copy in Sent.</param>
public sealed record SendReport(
    long Id, string MessageId, SendOutcome Outcome, IReadOnlyList<RecipientReport> Recipients, SentCopyOutcome SentCopy)
{
    /// <summary>Why it was not accepted, where it was not.</summary>
    public MailFailure? Failure { get; init; }

    /// <summary>The server broke off over it, so that another one may still be taken.</summary>
    internal bool BrokeOff { get; init; }

    /// <summary>Why the copy in Sent failed, where it did. It never makes the message be sent again.</summary>
    public MailFailure? SentCopyFailure { get; init; }
}
