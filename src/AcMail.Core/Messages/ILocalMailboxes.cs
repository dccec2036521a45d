namespace AcMail;

/// <summary>Files the messages of a POP3 account, whose mailboxes are all local. Nothing here touches the network.</summary>
public interface ILocalMailboxes
{
    /// <summary>Creates a mailbox; nothing happens where there is one of that name.</summary>
    /// <exception cref="MailException">The store cannot be written, or the account is an IMAP account.</exception>
    ValueTask CreateAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Moves messages to a mailbox, which is created where it is missing. They keep their ids and flags.</summary>
    /// <param name="ids">The messages.</param>
    /// <param name="mailbox">Its exact name, or one that a person would take for it.</param>
    /// <param name="cancellationToken">Cancels before anything is moved.</param>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MessageNotFound"/>, and nothing was moved; the store cannot be written; or the account is an IMAP account.
    /// </exception>
    ValueTask MoveAsync(IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken = default);

    /// <summary>Removes messages from their mailboxes. With <see cref="LeaveOnServerMode.UntilDeletedLocally"/> they leave the server with the next synchronisation.</summary>
    /// <inheritdoc cref="MoveAsync"/>
    ValueTask RemoveAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);
}
