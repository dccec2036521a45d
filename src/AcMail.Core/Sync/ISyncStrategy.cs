using AcMail.Storage;

namespace AcMail;

/// <summary>One pass over one account. Runs under the store's lease.</summary>
interface ISyncStrategy
{
    /// <exception cref="MailException">The pass could not go on; what was committed stays.</exception>
    Task RunAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken);
}
