using AcMail.Storage;

namespace AcMail;

static class ActionGuard
{
    /// <summary>
    /// Opens the store for something to be done here. Not where it mirrors an IMAP account that is registered as a POP3 one now: no pass would tell the server,
    /// and once the settings are right again, what only this side has would be taken for gone there.
    /// </summary>
    public static async ValueTask<IMailStore> OpenAsync(
        MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> open, CancellationToken cancellationToken)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        return account.Protocol == MailProtocol.Pop3 && await LocalMail.IsMirroredAsync(store, cancellationToken).ConfigureAwait(false)
            ? throw new MailException(MigrationFailures.KeptByImap(account.Name))
            : store;
    }
}
