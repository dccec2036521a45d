using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose literals go straight into <see cref="ReceivingStream"/>s, and headers into a <see cref="HeaderTap"/>.</summary>
sealed class ReplicaImapClient(HeaderTap headers, IContentStore content) : OpenableImapClient(headers)
{
    public ReplicaImapClient(IProtocolLogger logger, IContentStore content)
        : this(new HeaderTap(logger), content)
    {
    }

    public HeaderTap Headers => headers;

    /// <summary>
    /// How to open a mailbox that is only read. On EXAMINE, Courier tells UIDs of new messages that it does not write down: a message that is copied or appended
    /// by then gets the same, and the new one another. Under what is held as the one, the other would be flagged, moved and deleted.
    /// </summary>
    public FolderAccess ReadAccess => CourierServer.Greets(headers.Greeting) ? FolderAccess.ReadWrite : FolderAccess.ReadOnly;

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new ReplicaImapFolder(args, content);
}
