namespace AcMail;

/// <summary>
/// What a person does with messages. Every action is visible in the replica and durable when the call returns, works offline, and reaches the server with
/// the next synchronisation. What the server refuses is taken back here, and <see cref="SyncReport.Problems"/> says why. The mailboxes of a POP3 account are
/// local, so that nothing has to be told to anybody.
/// </summary>
/// <remarks>Mailboxes are given by their exact name, or by one that a person would take for it: case, accents and Unicode form do not matter.</remarks>
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

    /// <summary>Moves messages to a mailbox. They keep their ids and flags.</summary>
    /// <param name="ids">The messages.</param>
    /// <param name="mailbox">Where to. In a POP3 account it is created where it is missing.</param>
    /// <param name="cancellationToken">Cancels before anything is changed.</param>
    /// <remarks>Another client that deletes or moves the message meanwhile wins. Moving back in time costs nothing.</remarks>
    /// <exception cref="ArgumentException">A mailbox of a POP3 account is to be created, and the name is none.</exception>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MessageNotFound"/>, <see cref="MailErrorKind.MailboxNotFound"/>, or one of the storage kinds; nothing was changed.
    /// </exception>
    ValueTask MoveAsync(IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken = default);

    /// <summary>Copies messages to a mailbox.</summary>
    /// <returns>The ids of the copies, in the order of <paramref name="ids"/>.</returns>
    /// <inheritdoc cref="MoveAsync"/>
    ValueTask<IReadOnlyList<long>> CopyAsync(IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes messages: moves them to the mailbox with the role <see cref="MailboxRole.Trash"/>, which is created where there is none; those that are there
    /// already, for good. Where <paramref name="ids"/> is empty, nothing is created either.
    /// </summary>
    /// <param name="ids">The messages.</param>
    /// <param name="forGood">Whether none goes to the trash. On the server they are expunged, and nothing else is.</param>
    /// <param name="cancellationToken">Cancels before anything is changed.</param>
    /// <exception cref="MailException"><see cref="MailErrorKind.MessageNotFound"/>, or one of the storage kinds; nothing was changed.</exception>
    ValueTask DeleteAsync(IReadOnlyCollection<long> ids, bool forGood = false, CancellationToken cancellationToken = default);

    /// <summary>Puts a message into a mailbox.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">A keyword is no atom (RFC 9051 §9), the message names neither a mailbox nor a role, or a name that is none.</exception>
    /// <exception cref="MailException"><see cref="MailErrorKind.MailboxNotFound"/>, or one of the storage kinds; nothing was changed.</exception>
    ValueTask<long> AppendAsync(AppendedMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes back what was done to the places of messages and has not reached the server: what was moved or deleted is where it was, under its former id;
    /// copies and appended messages are gone. Costs nothing on the wire.
    /// </summary>
    /// <returns>Those of <paramref name="ids"/> for which there was something to take back.</returns>
    /// <exception cref="MailException">One of the storage kinds.</exception>
    ValueTask<IReadOnlyList<long>> UndoAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);

    /// <summary>What was done here and has not reached the server, oldest first; flags come last.</summary>
    /// <exception cref="MailException">One of the storage kinds.</exception>
    ValueTask<IReadOnlyList<PendingAction>> GetPendingAsync(CancellationToken cancellationToken = default);
}
