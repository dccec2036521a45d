namespace AcMail;

/// <summary>One mail account: a local replica of it, the means to bring that replica up to date, and a sender.</summary>
/// <remarks>Instances are singletons, safe for concurrent use. No member touches the network except where it says so.</remarks>
public interface IMailAccount
{
    /// <summary>The name under which the account was registered.</summary>
    string Name { get; }

    /// <summary>How the account receives its mail.</summary>
    MailProtocol Protocol { get; }

    /// <summary>What is held locally: mailboxes, messages, search. Works offline.</summary>
    IMailReplica Replica { get; }

    /// <summary>Sends messages as this account.</summary>
    IMailSender Sender { get; }

    /// <summary>Decides what leaves the server (POP3 accounts).</summary>
    IMailRetention Retention { get; }

    /// <summary>Brings the replica up to date with the server.</summary>
    /// <param name="progress">Told of every step; called on the synchronising task, so it should return quickly.</param>
    /// <param name="cancellationToken">Stops between two messages. What was committed stays, and the next call goes on from there.</param>
    /// <returns>
    /// What was done. Failures of the network, the server or the settings are values of the report, not exceptions:
    /// see <see cref="SyncReport.Outcome"/>; <see cref="SyncReportExtensions.EnsureSuccess"/> turns them into one.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The account was disposed of, as with its host. What was committed stays.</exception>
    /// <exception cref="MailException">The local store cannot be opened or written (its kind is one of the storage kinds).</exception>
    Task<SyncReport> SynchronizeAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps the replica up to date for as long as the result is enumerated, and tells what changes in it, whoever changes it: the server, this process, or
    /// another one on the same store. Changes are told from the first step on; what was there before is not.
    /// </summary>
    /// <remarks>
    /// The connection idles on the inbox (RFC 2177) where the server allows, and the whole account is looked at every
    /// <see cref="MailAccountOptions.PollInterval"/>. A failure ends nothing: it is told by <see cref="WatchReported"/>, and tried again for as long as it
    /// takes. What is told was committed before, so that it can be read. Changes wait in the store, not in memory: whoever takes their time hinders nobody,
    /// and is told later what is so then. Several may watch; there is one watch behind them.
    /// </remarks>
    /// <param name="cancellationToken">Ends it, which takes a few seconds at most.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The account was disposed of, as with its host.</exception>
    /// <exception cref="MailException">The local store cannot be read (its kind is one of the storage kinds).</exception>
    IAsyncEnumerable<MailChange> WatchAsync(CancellationToken cancellationToken = default);
}
