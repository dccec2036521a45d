namespace AcMail;

/// <summary>What is held locally of an account, to read. Only <see cref="OpenContentAsync"/> may touch the network.</summary>
public interface IMailReader
{
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

    /// <summary>
    /// The conversation of a message, over all mailboxes: what it answers and what answers it, by References and In-Reply-To (RFC 5322 §3.6.4); replies
    /// and forwarded messages that refer to nothing held also by their subject without "Re:" and the like (RFC 5256 §2.1), where it began or
    /// went on in the 30 days before.
    /// </summary>
    /// <remarks>The same message in several mailboxes is told once. Of a conversation of more than 10,000 messages a part is told.</remarks>
    /// <exception cref="MailException"><see cref="MailErrorKind.MessageNotFound"/>, or the store cannot be read.</exception>
    ValueTask<MailThread> GetThreadAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>
    /// What changed here after the revision <paramref name="since"/>, in one state, whoever changed it: for those who must miss nothing over restarts, which
    /// <see cref="IMailAccount.WatchAsync"/> does not promise. Keep <see cref="ChangePage.Revision"/> once a page was handled, and go on from it.
    /// </summary>
    /// <remarks>
    /// What changed several times is told once, as it is now, and what came and went is not told: of a message that arrived and was moved on, the mailbox where it
    /// is. Where too much was removed meanwhile, or the store was rebuilt, <see cref="ChangePage.IsBehind"/> says so.
    /// </remarks>
    /// <param name="since">A <see cref="ChangePage.Revision"/> of this account; 0 where there is none yet.</param>
    /// <param name="limit">About how many changes at most, 1 or more; what was committed together is told together.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is less than 1.</exception>
    /// <exception cref="MailException">The store cannot be read.</exception>
    ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns when <see cref="MessageQuery.Text"/> finds the words of every body that is held. After a synchronisation the text of new messages is read in
    /// the background; this is for those who want to search at once, and completely. A body whose bytes cannot be read is passed over, and tried again the
    /// next time.
    /// </summary>
    /// <param name="progress">Told how many messages were read so far.</param>
    /// <param name="cancellationToken">Stops between two messages; what was read is found from then on.</param>
    /// <exception cref="MailException">The store cannot be read or written.</exception>
    Task IndexAsync(IProgress<int>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>The exact bytes of a message, as they were received.</summary>
    /// <remarks>
    /// Where only the header is held (<see cref="MessageInfo.IsPartial"/>), the rest is fetched first, once, and kept. Read from the first byte to the last, the
    /// stream is held against the hash of what was received: where the disk has damaged it, the last read fails with
    /// <see cref="MailErrorKind.StorageDamaged"/>; made again, it returns the bytes as they are.
    /// </remarks>
    /// <exception cref="MailException">
    /// <see cref="MailErrorKind.MessageNotFound"/>, or the store cannot be read; for a partial message also whatever a synchronisation can fail with.
    /// </exception>
    ValueTask<Stream> OpenContentAsync(long id, CancellationToken cancellationToken = default);
}
