namespace AcMail;

/// <summary>
/// What a person does with mailboxes. Every action is visible in the replica and durable when the call returns, works offline, and reaches the server with the
/// next synchronisation. What the server refuses is taken back here, and <see cref="SyncReport.Problems"/> says why; a mailbox that it does not create stays
/// here while it holds messages that only this side has.
/// </summary>
/// <remarks>
/// Mailboxes that exist are given by their exact name, or by one that a person would take for it; new names are taken as they are, with the delimiter of the
/// account (<see cref="MailboxInfo.Delimiter"/>) between their levels; INBOX alone is one name whatever its case.
/// </remarks>
public interface IMailboxActions
{
    /// <summary>Creates a mailbox, and those above it that are missing. Nothing happens where there is one of that name.</summary>
    /// <returns>Its name: that of the mailbox that a person would take for it, where there is one.</returns>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="MailException"><see cref="MailErrorKind.MailboxExists"/> where the server still has that name for another one, or one of the storage kinds.</exception>
    ValueTask<string> CreateAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Renames a mailbox and with it those below. Messages keep their ids.</summary>
    /// <exception cref="ArgumentException">The new name is none, or lies below the old one; or it is the inbox, which is not to be renamed.</exception>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MailboxNotFound"/>, <see cref="MailErrorKind.MailboxExists"/>, or one of the storage kinds; nothing was changed.
    /// </exception>
    ValueTask RenameAsync(string name, string newName, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a mailbox without messages and without mailboxes below it. Where the server turns out to hold messages in it that are not known here, it is not
    /// deleted there, and is back here.
    /// </summary>
    /// <exception cref="ArgumentException">It is the inbox.</exception>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MailboxNotFound"/>, <see cref="MailErrorKind.MailboxNotEmpty"/>, or one of the storage kinds; nothing was changed.
    /// </exception>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Subscribes to a mailbox, or ends that. Mail programs may show only those subscribed to; synchronisation does not ask.</summary>
    /// <exception cref="MailException"><see cref="MailErrorKind.MailboxNotFound"/>, or one of the storage kinds; nothing was changed.</exception>
    ValueTask SubscribeAsync(string name, bool subscribed = true, CancellationToken cancellationToken = default);
}
