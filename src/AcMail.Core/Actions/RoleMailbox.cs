using AcMail.Storage;

namespace AcMail;

/// <summary>Finds the mailbox with a role among those held, and names one where there is none. Pure.</summary>
static class RoleMailbox
{
    /// <summary>The mailbox with that role here; one that was created a moment ago has it by its name.</summary>
    public static StoredMailbox? Find(IReadOnlyList<StoredMailbox> mailboxes, MailboxRole role, IReadOnlyDictionary<MailboxRole, string> overrides)
    {
        var roles = MailboxRoles.Assign([.. mailboxes.Select(m => new ListedMailbox(m.Name, m.Delimiter, m.Role, m.Selectable))], overrides);
        return mailboxes.FirstOrDefault(m => m.Selectable && roles[m.Name] == role);
    }

    /// <summary>The name of a new one, not that of a mailbox which holds others only. Where every mailbox lies below the inbox, it does too.</summary>
    public static string NewName(IReadOnlyList<StoredMailbox> mailboxes, MailboxRole role)
    {
        var (name, levels) = (FirstName(mailboxes, role), mailboxes.Where(m => !m.Selectable).Select(m => m.Name).ToHashSet(StringComparer.Ordinal));
        return Enumerable.Range(1, levels.Count + 1).Select(n => n == 1 ? name : $"{name} {n}").First(n => !levels.Contains(n));
    }

    static string FirstName(IReadOnlyList<StoredMailbox> mailboxes, MailboxRole role)
    {
        if (role == MailboxRole.Inbox) return MailboxNames.Inbox;
        var others = mailboxes.Where(m => m.Role != MailboxRole.Inbox).ToList();
        var below = others.Count > 0 && others.TrueForAll(m => m.Delimiter is { } d && m.Name.StartsWith($"INBOX{d}", StringComparison.OrdinalIgnoreCase));
        return below ? $"INBOX{others[0].Delimiter}{role}" : $"{role}";
    }
}
