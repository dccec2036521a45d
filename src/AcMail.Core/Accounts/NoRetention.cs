namespace AcMail;

/// <summary>Retention of an account whose messages leave the server by other means.</summary>
sealed class NoRetention(string account) : IMailRetention
{
    public Task<RetentionPlan> PlanAsync(CancellationToken cancellationToken = default) => throw new MailException(Failure());

    public Task<SyncReport> ApplyAsync(RetentionPlan plan, CancellationToken cancellationToken = default) => throw new MailException(Failure());

    MailFailure Failure() => new(
        MailErrorKind.InvalidSettings,
        new($"The account “{account}” is an IMAP account; rules for leaving messages on the server are for POP3 accounts.",
            $"Le compte « {account} » est un compte IMAP ; les règles de conservation sur le serveur concernent les comptes POP3."),
        new("Export what should be kept, and delete it on the server by IMAP.", "Exportez ce qui doit être conservé, puis supprimez-le du serveur par IMAP."));
}
