using AcMail.Storage;

namespace AcMail;

/// <summary>Fetches the rest of a message whose header alone is held.</summary>
interface IBodyFetcher
{
    /// <returns>The message, whole and durable.</returns>
    /// <exception cref="MailException">The server could not be asked, or does not have the message any more.</exception>
    Task<StoredMessage> FetchAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken);
}
