using System.Globalization;

namespace AcMail.Testing;

/// <summary>The items of STATUS (RFC 9051 §6.3.11, RFC 7162 §3.1.7, RFC 8474 §4.2, RFC 7889, RFC 9208 §4.1.4).</summary>
static class StatusItems
{
    // What Gmail counts and does not show.
    const int Chats = 3;

    /// <summary>Items in parentheses; one that needs an extension that is not offered is refused.</summary>
    public static IReadOnlyList<string> Read(ImapSession session, ImapArguments arguments)
    {
        var items = arguments.List(a => a.Keyword().ToUpperInvariant());
        if (items.Count == 0) throw new ImapSyntaxException("There is no status item.");
        if (items.FirstOrDefault(i => !IsOffered(session, i)) is { } unknown)
            throw new ImapSyntaxException($"{unknown} is not a status item.");
        if (items.Contains("HIGHESTMODSEQ")) session.Enable("CONDSTORE");
        return items;
    }

    public static string Describe(ServerMailbox mailbox, ImapSession session, IEnumerable<string> items)
    {
        if (session.Misbehaves(ImapMisbehaviour.StatusEmpty)) return "()";
        items = [.. items.Distinct()];
        var stray = items.Count() > 1 ? StrayId(session) : null;
        var told = items
            .Select(i => (Item: i, Value: i == "MAILBOXID" && stray is not null ? stray : Value(mailbox, session, i)))
            .Where(t => t.Value is not null);
        return $"({string.Join(' ', told.Select(t => $"{t.Item} {t.Value}"))})";
    }

    static bool IsOffered(ImapSession session, string item) => item switch
    {
        "MESSAGES" or "UIDNEXT" or "UIDVALIDITY" or "UNSEEN" => true,
        "RECENT" => !session.Enabled("IMAP4rev2"),
        "HIGHESTMODSEQ" => session.Has("CONDSTORE"),
        "SIZE" => session.Has("STATUS=SIZE") || session.Enabled("IMAP4rev2"),
        "DELETED" => session.Has("QUOTA=RES-MESSAGE") || session.Enabled("IMAP4rev2"),
        "DELETED-STORAGE" => session.Has("QUOTA=RES-STORAGE"),
        "MAILBOXID" => session.Has("OBJECTID"),
        "APPENDLIMIT" => session.Has("APPENDLIMIT"),
        _ => false,
    };

    static string? Value(ServerMailbox mailbox, ImapSession session, string item)
    {
        var messages = mailbox.Messages;
        return item switch
        {
            "MESSAGES" => $"{messages.Count + (session.Misbehaves(ImapMisbehaviour.StatusCountsMore) ? Chats : 0)}",
            "RECENT" => $"{messages.Count(m => m.Uid >= mailbox.FirstRecentUid)}",
            "UIDNEXT" => SelectionMisconduct.UidNext(session, mailbox, inStatus: true)?.ToString(CultureInfo.InvariantCulture),
            "UIDVALIDITY" => $"{SelectionMisconduct.UidValidity(session, mailbox, isSelected: false)}",
            "UNSEEN" => $"{messages.Count(m => !m.Flags.Contains(@"\Seen"))}",
            "HIGHESTMODSEQ" => $"{(session.Profile.HasModSequences ? SelectionMisconduct.HighestModSeq(session, mailbox) : 0)}",
            "SIZE" => $"{messages.Sum(m => (long)m.Size)}",
            "DELETED" => $"{messages.Count(IsDeleted)}",
            "DELETED-STORAGE" => $"{messages.Where(IsDeleted).Sum(m => (long)m.Size)}",
            "MAILBOXID" => $"({mailbox.Id})",
            _ => session.Profile.AppendLimit is { } limit ? $"{limit}" : "NIL",
        };
    }

    static string? StrayId(ImapSession session) => session.Misbehaves(ImapMisbehaviour.MailboxIdGarbled) ? "(\u00cb4!U)"
        : session.Misbehaves(ImapMisbehaviour.MailboxIdUnreadable) ? "((\n9!U)" : null;

    static bool IsDeleted(ServerMessage message) => message.Flags.Contains(@"\Deleted");
}
