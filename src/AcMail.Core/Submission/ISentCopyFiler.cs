using AcMail.Storage;

namespace AcMail;

/// <summary>Files the copy of a sent message on the server.</summary>
interface ISentCopyFiler : IAsyncDisposable
{
    /// <param name="message">The message, which was accepted.</param>
    /// <param name="store">The replica, which may know where Sent is.</param>
    /// <param name="wasTried">Whether it may have been filed before others that were since: an earlier attempt may have been carried out unheard.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MailException">It could not be filed.</exception>
    Task FileAsync(OutgoingMessage message, IMailStore store, bool wasTried, CancellationToken cancellationToken);
}
