namespace AcMail;

/// <summary>What is held locally of an account, to read and to act upon. Only <see cref="OpenContentAsync"/> may touch the network.</summary>
public interface IMailReplica
{
    /// <summary>Changes what is held locally, at once and offline; synchronisation tells the server.</summary>
    IMailActions Actions { get; }

    /// <summary>Creates, renames, deletes mailboxes and subscribes to them, at once and offline; synchronisation tells the server.</summary>
    IMailboxActions MailboxActions { get; }

    /// <summary>What is gone from the server and waits here for the application's word.</summary>
    IHeldRemovals HeldRemovals { get; }

    /// <summary>All mailboxes, the inbox first, then by role, then by name.</summary>
    /// <exception cref="MailException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<MailboxInfo>> GetMailboxesAsync(CancellationToken cancellationToken = default);

    /// <summary>Messages, newest (by <see cref="MessageInfo.InternalDate"/>) first.</summary>
    /// <param name="query">Which, and how many.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <exception cref="MailException">The store cannot be read, or <see cref="MailErrorKind.MailboxNotFound"/>.</exception>
    IAsyncEnumerable<MessageInfo> ListAsync(MessageQuery query, CancellationToken cancellationToken = default);

    /// <summary>The message named <paramref name="id"/>, or <see langword="null"/>.</summary>
    /// <exception cref="MailException">The store cannot be read.</exception>
    ValueTask<MessageInfo?> FindAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>The exact bytes of a message, as they were received.</summary>
    /// <remarks>Where only the header is held (<see cref="MessageInfo.IsPartial"/>), the rest is fetched first, once, and kept.</remarks>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MessageNotFound"/>, or the store cannot be read; for a partial message also whatever a synchronisation can fail with.
    /// </exception>
    ValueTask<Stream> OpenContentAsync(long id, CancellationToken cancellationToken = default);
}
