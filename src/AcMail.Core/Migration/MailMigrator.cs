namespace AcMail;

sealed class MailMigrator(IMailAccountProvider accounts) : IMailMigrator
{
    public Task<MigrationPlan> PlanAsync(string account, CancellationToken cancellationToken = default) => Find(account).PlanAsync(cancellationToken);

    public Task<MigrationReport> MigrateAsync(string account, IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Find(account).MigrateAsync(progress, cancellationToken);

    AccountMigration Find(string account) =>
        (accounts[account] as MailAccount)?.Migration ?? throw new MailException(MigrationFailures.NoImap(account));
}
