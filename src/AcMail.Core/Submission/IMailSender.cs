using MimeKit;

namespace AcMail;

/// <summary>Sends messages. Each is first stored durably in the outbox, so that a crash neither loses it nor sends it twice knowingly.</summary>
public interface IMailSender
{
    /// <summary>Sends one message and, for an IMAP account, files a copy in Sent; a POP3 account keeps that copy locally.</summary>
    /// <param name="message">The message. A missing Date or Message-ID is added; Bcc is used for the envelope and not transmitted.
    /// Where it has Resent-Sender or Resent-From, it goes to whom its Resent fields name, and to nobody else.</param>
    /// <param name="cancellationToken">
    /// Honoured until the whole message has gone out; from then on the result is awaited, and the copy for 10 seconds: one that is not filed by then is owed.
    /// </param>
    /// <returns>
    /// What became of it. Refusals are values of the report, not exceptions. A password that the server refused is not tried again before there is another, or
    /// an hour has passed, and twice as long each time (<see cref="MailFailure.NotBefore"/>), or <see cref="RetryAsync"/> asks for it; messages wait meanwhile.
    /// </returns>
    /// <exception cref="MailException">
    /// The message could not be stored in the outbox, or has no sender or recipient; or it was cancelled when somebody else had taken it out of the outbox.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the whole message had gone out; it is not sent.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The account was disposed of before the whole message had gone out; it is not sent. The disposal waits 10 seconds for the answer to one that has, whose fate
    /// is unknown afterwards.
    /// </exception>
    Task<SendReport> SendAsync(MimeMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="SendAsync"/>, once for each key: an application that was killed before it noted what became of a message, or does not know whether it gave it,
    /// gives it again under the same key. Holds over processes and restarts, as long as the replica is kept.
    /// </summary>
    /// <param name="message">The message. It gets a Message-ID that is made of the key and the sender's domain, whatever it has.</param>
    /// <param name="key">What this message is for the application, as <c>"invoice 42"</c>; compared to the letter.</param>
    /// <param name="cancellationToken">As for <see cref="SendAsync"/>; what waited before goes on waiting.</param>
    /// <returns>
    /// What became of it. Of what was given before, <paramref name="message"/> is not looked at: what was accepted is not sent
    /// (<see cref="SendOutcome.GivenBefore"/>), what waits is, and what another process sends is left to it (<see cref="SendOutcome.Deferred"/>). What is
    /// <see cref="SendOutcome.Unknown"/> stays so, for a person to decide. What was refused for good or cancelled is replaced by <paramref name="message"/>.
    /// </returns>
    /// <exception cref="MailException">As for <see cref="SendAsync"/>; or the message is passed on (Resent-From), and keeps its Message-ID.</exception>
    /// <exception cref="OperationCanceledException">As for <see cref="SendAsync"/>.</exception>
    /// <exception cref="ObjectDisposedException">As for <see cref="SendAsync"/>.</exception>
    Task<SendReport> SendOnceAsync(MimeMessage message, string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// The messages whose sending has not ended well: waiting, refused, cancelled, or of unknown fate, and those whose copy in Sent is still to be filed. None of
    /// them is sent again by itself, but for what waits where <see cref="BackgroundSyncOptions.FlushOutboxEvery"/> says so. One that was being sent when its process
    /// died is <see cref="OutboxState.Unknown"/>.
    /// </summary>
    ValueTask<IReadOnlyList<OutboxEntry>> GetOutboxAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends the messages that wait (<see cref="OutboxState.Queued"/>), oldest first, until the server takes none now; then files the copies in Sent that are
    /// owed, unless a synchronisation or another flush runs: the next does that. Nobody else sends any of them at the same time, in this process or another.
    /// </summary>
    /// <param name="cancellationToken">As for <see cref="SendAsync"/>; what was not sent goes on waiting.</param>
    /// <returns>What became of each message that was tried, and of each copy; of a message that was accepted before, the recipients are not told again.</returns>
    /// <exception cref="MailException">
    /// The outbox could not be read, or what became of a message could not be stored; or the account has no server for sending.
    /// </exception>
    Task<IReadOnlyList<SendReport>> FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a message of the outbox now, whatever became of it before, or files its copy where only that is owed. One of unknown fate may arrive twice: let a
    /// person decide, who has asked the recipient or looked in the server's Sent.
    /// </summary>
    /// <param name="id">The message, by <see cref="OutboxEntry.Id"/>.</param>
    /// <param name="cancellationToken">As for <see cref="FlushAsync"/>.</param>
    /// <exception cref="MailException">
    /// There is no such message in the outbox (<see cref="MailErrorKind.MessageNotFound"/>); it is being sent, here or by another process, or was taken out
    /// meanwhile (<see cref="MailErrorKind.Busy"/>); or as for <see cref="FlushAsync"/>.
    /// </exception>
    Task<SendReport> RetryAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Takes a message out of the outbox: it is not sent any more, and no copy is filed. Its bytes stay in the replica's content.</summary>
    /// <param name="id">The message, by <see cref="OutboxEntry.Id"/>.</param>
    /// <param name="cancellationToken">Cancels before anything is changed.</param>
    /// <exception cref="MailException">As for <see cref="RetryAsync"/>.</exception>
    Task DiscardAsync(long id, CancellationToken cancellationToken = default);
}
