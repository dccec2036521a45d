using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose literals go straight into <see cref="ReceivingStream"/>s, and headers into a <see cref="HeaderTap"/>.</summary>
sealed class ReplicaImapClient : OpenableImapClient
{
    readonly HeaderTap _headers;
    readonly IContentStore _content;

    public ReplicaImapClient(IProtocolLogger logger, IContentStore content)
        : this(new HeaderTap(logger), content)
    {
    }

    ReplicaImapClient(HeaderTap headers, IContentStore content)
        : base(headers) => (_headers, _content) = (headers, content);

    public HeaderTap Headers => _headers;

    /// <summary>
    /// How to open a mailbox that is only read. On EXAMINE, Courier tells UIDs of new messages that it does not write down: a message that is copied or appended
    /// by then gets the same, and the new one another. Under what is held as the one, the other would be flagged, moved and deleted.
    /// </summary>
    public FolderAccess ReadAccess => CourierServer.Greets(_headers.Greeting) ? FolderAccess.ReadWrite : FolderAccess.ReadOnly;

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new ReplicaImapFolder(args, Lines, _content);
}
