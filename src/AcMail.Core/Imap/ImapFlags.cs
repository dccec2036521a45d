using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Flags as MailKit has them, and back.</summary>
static class ImapFlags
{
    static readonly (MessageFlags Theirs, SystemFlags Ours)[] Pairs =
    [
        (MessageFlags.Seen, SystemFlags.Seen), (MessageFlags.Answered, SystemFlags.Answered), (MessageFlags.Flagged, SystemFlags.Flagged),
        (MessageFlags.Deleted, SystemFlags.Deleted), (MessageFlags.Draft, SystemFlags.Draft),
    ];

    /// <summary>The flags of the protocol that a client may set.</summary>
    public static MessageFlags Settable { get; } = Pairs.Aggregate(MessageFlags.None, (all, pair) => all | pair.Theirs);

    public static MailFlags From(IMessageSummary summary) => From(summary.Flags ?? MessageFlags.None, summary.Keywords);

    public static MailFlags From(MessageFlags flags, IReadOnlySet<string> keywords) =>
        keywords.Count == 0 ? new(From(flags)) : new(From(flags), keywords);

    public static MessageFlags To(SystemFlags flags)
    {
        var result = MessageFlags.None;
        foreach (var (theirs, ours) in Pairs)
            if (flags.HasFlag(ours)) result |= theirs;
        return result;
    }

    /// <summary>
    /// Whether the selected mailbox keeps <paramref name="flag"/>; where it does not tell which it keeps, it keeps all (RFC 9051 §7.1): MailKit then has all.
    /// </summary>
    public static bool Keeps(ImapFolder folder, MailFlags flag)
    {
        if (folder.Access != FolderAccess.ReadWrite) return false;
        return (To(flag.System) & ~folder.PermanentFlags) == MessageFlags.None &&
            (folder.PermanentFlags.HasFlag(MessageFlags.UserDefined) ||
                flag.Keywords.All(k => folder.PermanentKeywords.Contains(k, StringComparer.OrdinalIgnoreCase)));
    }

    static SystemFlags From(MessageFlags flags)
    {
        var result = SystemFlags.None;
        foreach (var (theirs, ours) in Pairs)
            if (flags.HasFlag(theirs)) result |= ours;
        return result;
    }
}
