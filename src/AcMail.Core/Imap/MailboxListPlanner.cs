using AcMail.Storage;

namespace AcMail;

/// <summary>Decides which mailboxes are mirrored, and what their list changes here. Pure.</summary>
static class MailboxListPlanner
{
    /// <summary>The mailboxes that the user wants, with their roles settled.</summary>
    public static IReadOnlyList<RemoteMailbox> Select(IReadOnlyList<RemoteMailbox> listed, ImapSettings settings)
    {
        var roles = MailboxRoles.Assign([.. listed.Select(m => m.Mailbox)], settings.Roles);
        return [.. listed
            .Where(m => IsWanted(m.Mailbox, settings.Mailboxes))
            .Select(m => m with { Mailbox = m.Mailbox with { Role = roles[m.Mailbox.Name] } })];
    }

    public static IEnumerable<StoreChange> Added(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> wanted)
    {
        var known = stored.ToDictionary(m => m.Name);
        foreach (var (mailbox, _) in wanted)
        {
            var same = known.TryGetValue(mailbox.Name, out var held) && held.Role == mailbox.Role &&
                held.Delimiter == mailbox.Delimiter && held.Selectable == mailbox.Selectable && held.IsSubscribed == mailbox.Subscribed;
            if (!same) yield return new MailboxListed(mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable) { Subscribed = mailbox.Subscribed };
        }
    }

    /// <summary>
    /// The held mailboxes that the list lacks. Each is to be looked up by its name before it is unlinked; the inbox always exists, so a list
    /// without it is short and proves nothing.
    /// </summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed)
    {
        if (!listed.Any(m => m.Mailbox.Role == MailboxRole.Inbox)) return [];
        var names = listed.Select(m => m.Mailbox.Name).ToHashSet();
        return [.. stored.Where(m => m.Role != MailboxRole.Inbox && !names.Contains(m.Name)).Select(m => m.Name)];
    }

    static bool IsWanted(ListedMailbox mailbox, IReadOnlyList<string> patterns) =>
        patterns.Count == 0 || patterns.Any(p => MailboxNames.Matches(p, mailbox.Name, mailbox.Delimiter) ||
            (mailbox.Role == MailboxRole.Inbox && p.Equals("INBOX", StringComparison.OrdinalIgnoreCase)));
}
