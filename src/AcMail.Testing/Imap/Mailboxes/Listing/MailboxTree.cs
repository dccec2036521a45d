namespace AcMail.Testing;

/// <summary>All names of a user's mailboxes, with those that exist only as a level above others.</summary>
static class MailboxTree
{
    public static IReadOnlyList<ListedName> Of(ImapSession session)
    {
        var (user, delimiter) = (session.User, session.Profile.Delimiter);
        lock (user.Gate)
        {
            var names = user.Mailboxes.ToDictionary(
                m => m.Name, m => new ListedName(m.Name, m, m.IsSubscribed, HasChildren: false), StringComparer.Ordinal);
            if (user.Mailboxes.Count > 1 && session.Misbehaves(ImapMisbehaviour.InboxAliased)) AddAliases(names, delimiter);
            foreach (var orphan in user.OrphanedSubscriptions) names.TryAdd(orphan, new(orphan, null, true, false));
            foreach (var parent in names.Values.Where(n => n.Mailbox is not null).SelectMany(n => Above(n.Name, delimiter)).ToArray())
                names[parent] = (names.GetValueOrDefault(parent) ?? new(parent, null, false, false)) with { HasChildren = true };
            return [.. names.Values.OrderByDescending(n => n.Name == "INBOX").ThenBy(n => n.Name, StringComparer.Ordinal)];
        }
    }

    static void AddAliases(Dictionary<string, ListedName> names, char delimiter)
    {
        foreach (var name in names.Values.Where(n => n.Name != "INBOX").ToArray())
            names.TryAdd($"INBOX{delimiter}{name.Name}", name with { Name = $"INBOX{delimiter}{name.Name}" });
    }

    /// <summary>The levels above <paramref name="name"/>, nearest first.</summary>
    public static IEnumerable<string> Above(string name, char delimiter)
    {
        for (var at = name.LastIndexOf(delimiter); at > 0; at = name.LastIndexOf(delimiter, at - 1)) yield return name[..at];
    }
}
