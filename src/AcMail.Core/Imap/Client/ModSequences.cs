using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Mod-sequences are asked for where the mailbox keeps any: otherwise a server has to refuse the whole FETCH (RFC 7162 §3.1.2.2).</summary>
static class ModSequences
{
    /// <summary>What asks for flags and, where there are any, mod-sequences.</summary>
    public static MessageSummaryItems WithFlags(ImapFolder folder) => MessageSummaryItems.UniqueId | MessageSummaryItems.Flags |
        (folder.Supports(FolderFeature.ModSequences) ? MessageSummaryItems.ModSeq : MessageSummaryItems.None);
}
