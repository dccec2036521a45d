namespace AcMail;

/// <summary>What leaves the server, decided on before it happens.</summary>
/// <remarks>
/// For POP3 accounts, whose rule is <see cref="Pop3Options.LeaveOnServer"/>. A synchronisation applies that rule by itself, except to messages that were
/// downloaded under a more careful one: what a changed rule means for those is what a plan tells.
/// </remarks>
public interface IMailRetention
{
    /// <summary>Connects, lists the maildrop, and tells what the present rule would delete, whenever the messages were downloaded. Changes nothing.</summary>
    /// <exception cref="MailException">The server could not be asked, the store not read, or the account is an IMAP account.</exception>
    Task<RetentionPlan> PlanAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes from the server what <paramref name="plan"/> names, as far as it is still due then and proven to be held, and nothing else.</summary>
    /// <returns>
    /// What was done, as for a synchronisation, which this is. Where the server has a LOGIN-DELAY, of which the plan was a login, it is
    /// <see cref="SyncOutcome.Deferred"/> before <see cref="SyncReport.NotBefore"/>; the plan stays good until then.
    /// </returns>
    /// <exception cref="MailException">The local store cannot be opened or written, or the account is an IMAP account.</exception>
    Task<SyncReport> ApplyAsync(RetentionPlan plan, CancellationToken cancellationToken = default);
}
