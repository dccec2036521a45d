using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>What the server says a mailbox is for (RFC 6154).</summary>
static class FolderRoles
{
    static readonly (FolderAttributes Attribute, MailboxRole Role)[] Pairs =
    [
        (FolderAttributes.Inbox, MailboxRole.Inbox), (FolderAttributes.Sent, MailboxRole.Sent), (FolderAttributes.Drafts, MailboxRole.Drafts),
        (FolderAttributes.Trash, MailboxRole.Trash), (FolderAttributes.Junk, MailboxRole.Junk), (FolderAttributes.Archive, MailboxRole.Archive),
        (FolderAttributes.All, MailboxRole.All), (FolderAttributes.Flagged, MailboxRole.Flagged),
    ];

    public static MailboxRole Of(ImapFolder folder, IMailFolder? inbox) => ReferenceEquals(folder, inbox)
        ? MailboxRole.Inbox
        : Pairs.FirstOrDefault(p => folder.Attributes.HasFlag(p.Attribute)).Role;
}
