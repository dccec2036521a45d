namespace AcMail.Storage;

/// <summary>Reads what was done here and the server does not know yet.</summary>
public interface IIntentReader
{
    /// <summary>The messages whose flags were changed here, by mailbox and UID.</summary>
    ValueTask<IReadOnlyList<StoredMark>> GetMarksAsync(CancellationToken cancellationToken = default);

    /// <summary>Where the messages <paramref name="ids"/> are, in no particular order; those that are not held are left out.</summary>
    ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);
}
