using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>An IMAP client whose literals go straight into <see cref="ReceivingStream"/>s.</summary>
sealed class ReplicaImapClient(IProtocolLogger logger, IContentStore content) : ImapClient(logger)
{
    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new ReplicaImapFolder(args, content);
}

/// <summary>A mailbox of a <see cref="ReplicaImapClient"/>.</summary>
sealed class ReplicaImapFolder(ImapFolderConstructorArgs args, IContentStore content) : ImapFolder(args)
{
    /// <summary>Forgets UIDNEXT, without which counters prove nothing.</summary>
    public void ForgetStatus() => UidNext = null;

    protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) => new ReceivingStream(length, content);
}
