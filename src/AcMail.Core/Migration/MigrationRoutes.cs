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
        var (targets, created) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var mailbox in held.Where(m => m is { Checkpoint: null, ServerName: not null }))
        {
            if (Find(mailbox, listed, inbox) is { } known)
            {
                targets[mailbox.Name] = known;
                continue;
            }

            // A place for a role is made when something is put there.
            if (mailbox is { Messages: 0, Role: not MailboxRole.None }) continue;
            var name = NewName(mailbox.Name, listed, delimiter);
            while (taken.Contains(name)) name += " (POP)";
            targets[mailbox.Name] = name;
            created.AddRange(MailboxNames.Parents(name, delimiter).Append(name).Where(n => !taken.Contains(n)));
        }

        return new(targets, [.. created.Distinct()], delimiter, inbox);
    }

    static string? Find(StoredMailbox mailbox, IReadOnlyList<ListedMailbox> listed, string inbox)
    {
        if (mailbox.Role == MailboxRole.Inbox || mailbox.Name.Equals(MailboxNames.Inbox, StringComparison.OrdinalIgnoreCase)) return inbox;
        var selectable = listed.Where(m => m.Selectable).ToList();
        return MailboxNames.Resolve(mailbox.Name, selectable.Select(m => m.Name))
            ?? (mailbox.Role == MailboxRole.None ? null : selectable.FirstOrDefault(m => m.Role == mailbox.Role)?.Name);
    }

    /// <summary>Where every mailbox lies below the inbox, a new one does too. A name without a level is none.</summary>
    static string NewName(string name, IReadOnlyList<ListedMailbox> listed, char? delimiter)
    {
        if (delimiter is not { } d) return name;
        if (name.Split(d).Contains("")) name = name.Replace(d, '_');
        var others = listed.Where(m => m.Role != MailboxRole.Inbox).ToList();
        return others.Count > 0 && others.TrueForAll(m => m.Name.StartsWith($"INBOX{d}", StringComparison.OrdinalIgnoreCase)) ? $"INBOX{d}{name}" : name;
    }
}
