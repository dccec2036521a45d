using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose literals go straight into <see cref="ReceivingStream"/>s.</summary>
sealed class ReplicaImapClient(IProtocolLogger logger, IContentStore content) : ImapClient(logger)
{
    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new ReplicaImapFolder(args, content);
}
