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
    /// <exception cref="MailException">The local store cannot be opened or written (its kind is one of the storage kinds).</exception>
    Task<SyncReport> SynchronizeAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default);
}
