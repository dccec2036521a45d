using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP server is of use when the inbox can be opened.</summary>
sealed class ImapProbe(ServerConnector connector, TimeProvider timeProvider, MailEndpoint endpoint)
    : ServerProbe<ImapClient>(connector, timeProvider, endpoint, ValidationSubject.Incoming)
{
    protected override ImapClient Create(IProtocolLogger log) => new OpenableImapClient(log);

    protected override async Task<string> UseAsync(MailAccountSettings account, MailSession<ImapClient> session, CancellationToken cancellationToken)
    {
        var inbox = session.Client.Inbox ?? throw new FolderNotFoundException(MailboxNames.Inbox);
        await inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        return $"INBOX: {inbox.Count}; {session.Client.Capabilities}";
    }
}
