namespace AcMail.Testing;

/// <summary>All names of a user's mailboxes, with those that exist only as a level above others.</summary>
static class MailboxTree
{
    public static IReadOnlyList<ListedName> Of(ServerUser user, char delimiter)
    {
        lock (user.Gate)
        {
            var names = user.Mailboxes.ToDictionary(m => m.Name, m => new ListedName(m.Name, m, m.IsSubscribed, false), StringComparer.Ordinal);
            foreach (var orphan in user.OrphanedSubscriptions) names.TryAdd(orphan, new(orphan, null, true, false));
            foreach (var parent in user.Mailboxes.SelectMany(m => Above(m.Name, delimiter)))
                names[parent] = names.TryGetValue(parent, out var there) ? there with { HasChildren = true } : new(parent, null, false, true);
            return [.. names.Values.OrderByDescending(n => n.Name == "INBOX").ThenBy(n => n.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The levels above <paramref name="name"/>, nearest first.</summary>
    public static IEnumerable<string> Above(string name, char delimiter)
    {
        for (var at = name.LastIndexOf(delimiter); at > 0; at = name.LastIndexOf(delimiter, at - 1)) yield return name[..at];
    }
}
