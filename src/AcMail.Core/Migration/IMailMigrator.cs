namespace AcMail;

/// <summary>
/// Moves an account over to IMAP: one that was registered as a POP3 account, or as an IMAP account of another server or user, and is registered under the same
/// name as an IMAP account now; also one whose server was set up anew and is to be given its mail back. Until that is done,
/// <see cref="IMailAccount.SynchronizeAsync"/> refuses to touch what is held.
/// </summary>
/// <remarks>
/// What the server has too is linked and keeps its id and what was done with it here; what is only here is given to the server; what is only there is
/// downloaded. Nothing is deleted, neither here nor there. A message that was filed in a mailbox here and is in the inbox there is moved there as well.
/// </remarks>
public interface IMailMigrator
{
    /// <summary>Connects, looks at every mailbox, and tells what moving over would do. Changes nothing.</summary>
    /// <param name="account">The account's registered name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MailException">The server could not be asked, the store not read, or the account is no IMAP account.</exception>
    Task<MigrationPlan> PlanAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a plan anew, links what is on both sides in one commit, and synchronises. Interrupted before that commit it has changed nothing; after it, the next
    /// synchronisation goes on. For an account that was moved over already, this is a synchronisation.
    /// </summary>
    /// <param name="account">The account's registered name.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MailException">The local store cannot be opened or written, or the account is no IMAP account.</exception>
    Task<MigrationReport> MigrateAsync(string account, IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default);
}
