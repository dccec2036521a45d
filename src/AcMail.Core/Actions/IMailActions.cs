namespace AcMail;

/// <summary>
/// What a person does with messages. Every action is visible in the replica and durable when the call returns, works offline, and reaches the server with
/// the next synchronisation. What the server refuses is taken back here, and <see cref="SyncReport.Problems"/> says why.
/// </summary>
public interface IMailActions
{
    /// <summary>Changes the flags and keywords of messages: <paramref name="remove"/> first, then <paramref name="add"/>.</summary>
    /// <param name="ids">The messages, by <see cref="MessageInfo.Id"/>.</param>
    /// <param name="add">The flags that they get.</param>
    /// <param name="remove">The flags that they lose.</param>
    /// <param name="cancellationToken">Cancels before anything is changed.</param>
    /// <remarks>Only the difference travels, so that what another client changes meanwhile stays; a change that is taken back in time costs nothing.</remarks>
    /// <exception cref="ArgumentException">A keyword is no atom (RFC 9051 §9).</exception>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MessageNotFound"/> where one of the messages is not held, or one of the storage kinds; nothing was changed.
    /// </exception>
    ValueTask MarkAsync(IReadOnlyCollection<long> ids, MailFlags add, MailFlags remove, CancellationToken cancellationToken = default);
}
