using AcMail.Storage;

namespace AcMail;

/// <summary>Decides which mailboxes are idled on. Pure.</summary>
static class WatchPlanner
{
    /// <summary>
    /// The inbox, then those that the user chose among those that are mirrored, in the order of the patterns, as many as there may be connections. The first is
    /// idled on over the account's own connection; all that are left out are polled.
    /// </summary>
    public static IReadOnlyList<string> Choose(IReadOnlyList<StoredMailbox> held, ImapSettings settings)
    {
        var selectable = held.Where(m => m is { Selectable: true, ServerName: not null }).Select(m => m with { Name = m.ServerName! }).ToList();
        var chosen = settings.Watch.SelectMany(p => selectable.Where(m => MailboxNames.Matches(p, m.Name, m.Delimiter) && MailboxListPlanner.IsWanted(m, settings)));
        return [.. selectable.Where(m => m.Role == MailboxRole.Inbox).Concat(chosen).Select(m => m.Name).Distinct().Take(settings.MaximumConnections)];
    }
}
