using AcMail.Storage;

namespace AcMail;

/// <summary>Files the copy of a sent message on the server.</summary>
interface ISentCopyFiler : IAsyncDisposable
{
    /// <exception cref="MailException">It could not be filed.</exception>
    Task FileAsync(OutgoingMessage message, IMailStore store, CancellationToken cancellationToken);
}
