using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose mailboxes are open once the server says OK.</summary>
class OpenableImapClient(IProtocolLogger log) : ImapClient(log)
{
    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new OpenableImapFolder(args);
}
