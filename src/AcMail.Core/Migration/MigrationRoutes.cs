using AcMail.Storage;

namespace AcMail;

/// <summary>Decides which mailbox of the server a local mailbox becomes. Pure: values in, values out.</summary>
/// <param name="Targets">The mailbox of the server, by that here.</param>
/// <param name="New">Those that the server has not got.</param>
/// <param name="Delimiter">What separates the levels of names on the server.</param>
/// <param name="Inbox">The inbox of the server.</param>
sealed record MigrationRoutes(IReadOnlyDictionary<string, string> Targets, IReadOnlyList<string> New, char? Delimiter, string Inbox)
{
    /// <param name="held">What is held.</param>
    /// <param name="listed">The mailboxes of the server, with their roles.</param>
    public static MigrationRoutes Plan(IReadOnlyList<StoredMailbox> held, IReadOnlyList<ListedMailbox> listed)
    {
        var inbox = listed.FirstOrDefault(m => m.Role == MailboxRole.Inbox)?.Name ?? MailboxNames.Inbox;
        var delimiter = listed.Select(m => m.Delimiter).FirstOrDefault(d => d is not null);
        var taken = listed.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        var names = new MigratedNames(
            delimiter, AreBelowInbox(held.Select(m => (m.Name, m.Delimiter, m.Role))), AreBelowInbox(listed.Select(m => (m.Name, m.Delimiter, m.Role))));
        var (targets, created) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var mailbox in held.Where(m => m is { Checkpoint: null, ServerName: not null }))
        {
            var name = names.Translate(mailbox.Name, mailbox.Delimiter);
            if (Find(mailbox, name, listed, inbox) is { } known)
            {
                targets[mailbox.Name] = known;
                continue;
            }

            // A place for a role is made when something is put there; what takes no messages, when something is put below it.
            if (mailbox.Messages == 0 && (mailbox.Role != MailboxRole.None || !mailbox.Selectable)) continue;
            while (taken.Contains(name)) name += " (2)";
            targets[mailbox.Name] = name;
            created.AddRange(MailboxNames.Parents(name, delimiter).Append(name).Where(n => !taken.Contains(n)));
        }

        return new(targets, [.. created.Distinct()], delimiter, inbox);
    }

    static string? Find(StoredMailbox mailbox, string name, IReadOnlyList<ListedMailbox> listed, string inbox)
    {
        if (mailbox.Role == MailboxRole.Inbox || mailbox.Name.Equals(MailboxNames.Inbox, StringComparison.OrdinalIgnoreCase)) return inbox;
        var selectable = listed.Where(m => m.Selectable).ToList();
        var known = selectable.ConvertAll(m => m.Name);
        return MailboxNames.Resolve(mailbox.Name, known) ?? MailboxNames.Resolve(name, known)
            ?? (mailbox.Role == MailboxRole.None ? null : selectable.FirstOrDefault(m => m.Role == mailbox.Role)?.Name);
    }

    static bool AreBelowInbox(IEnumerable<(string Name, char? Delimiter, MailboxRole Role)> mailboxes)
    {
        var others = mailboxes.Where(m => m.Role != MailboxRole.Inbox).ToList();
        return others.Count > 0 && others.TrueForAll(m => m.Name.StartsWith($"{MailboxNames.Inbox}{m.Delimiter}", StringComparison.OrdinalIgnoreCase)
            && m.Delimiter is not null);
    }
}
