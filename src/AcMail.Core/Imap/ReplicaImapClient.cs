using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose literals go straight into <see cref="ReceivingStream"/>s, and headers into a <see cref="HeaderTap"/>.</summary>
sealed class ReplicaImapClient(HeaderTap headers, IContentStore content) : ImapClient(headers)
{
    public ReplicaImapClient(IProtocolLogger logger, IContentStore content)
        : this(new HeaderTap(logger), content)
    {
    }

    public HeaderTap Headers => headers;

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new ReplicaImapFolder(args, content);
}
