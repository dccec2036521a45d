namespace AcMail.Storage;

/// <summary>Reads what was done here and the server does not know yet.</summary>
public interface IIntentReader
{
    /// <summary>
    /// The messages whose flags were changed here, by mailbox and UID; each in the place that the server has it in. What the server has not got or may have
    /// elsewhere by now is left out, and so is what was deleted here.
    /// </summary>
    ValueTask<IReadOnlyList<StoredMark>> GetMarksAsync(CancellationToken cancellationToken = default);

    /// <summary>Where the messages <paramref name="ids"/> are, in no particular order; those that are not held are left out.</summary>
    ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);

    /// <summary>The messages that are not on the server where they belong, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredTransfer>> GetTransfersAsync(CancellationToken cancellationToken = default);

    /// <summary>The mailboxes that are not on the server as they are here, in the order in which they came about.</summary>
    ValueTask<IReadOnlyList<MailboxStanding>> GetStandingsAsync(CancellationToken cancellationToken = default);
}
