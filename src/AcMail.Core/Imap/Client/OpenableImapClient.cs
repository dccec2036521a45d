using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose mailboxes are open once the server says OK, and which notices <see cref="StrayLines"/>.</summary>
class OpenableImapClient : ImapClient
{
    public OpenableImapClient(IProtocolLogger log)
        : this(new StrayLines(log))
    {
    }

    OpenableImapClient(StrayLines lines)
        : base(lines) => Lines = lines;

    protected StrayLines Lines { get; }

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new OpenableImapFolder(args);
}
