using MimeKit;

namespace AcMail;

/// <summary>Sends messages. Each is first stored durably in the outbox, so that a crash neither loses it nor sends it twice knowingly.</summary>
public interface IMailSender
{
    /// <summary>Sends one message and, for an IMAP account, files a copy in Sent; a POP3 account keeps that copy locally.</summary>
    /// <param name="message">The message. A missing Date or Message-ID is added; Bcc is used for the envelope and not transmitted.
    /// Where it has Resent-Sender or Resent-From, it goes to whom its Resent fields name, and to nobody else.</param>
    /// <param name="cancellationToken">Honoured until the whole message has gone out; from then on the result is awaited.</param>
    /// <returns>What became of it. Refusals are values of the report, not exceptions.</returns>
    /// <exception cref="MailException">The message could not be stored in the outbox, or has no sender or recipient.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the whole message had gone out; it is not sent.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The account was disposed of before the whole message had gone out; it is not sent. The disposal waits 10 seconds for the answer to one that has, whose fate
    /// is unknown afterwards.
    /// </exception>
    Task<SendReport> SendAsync(MimeMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// The messages whose sending has not ended well: waiting, refused, cancelled, or of unknown fate. None of them is sent again by itself; whoever sends one
    /// again makes a new entry. One that another process is sending right now looks like one of unknown fate.
    /// </summary>
    ValueTask<IReadOnlyList<OutboxEntry>> GetOutboxAsync(CancellationToken cancellationToken = default);
}
