using AcMail.Storage;

namespace AcMail;

/// <summary>Decides which mailboxes are mirrored, and what their list changes here. Pure.</summary>
static class MailboxListPlanner
{
    const int FewMissing = 3, MissingShare = 4;

    /// <summary>The mailboxes that the user wants, with their roles settled.</summary>
    public static IReadOnlyList<RemoteMailbox> Select(IReadOnlyList<RemoteMailbox> listed, ImapSettings settings) =>
        [.. WithRoles(listed, settings).Where(m => IsWanted(m.Mailbox, settings))];

    /// <summary>The others that hold messages, with their roles settled.</summary>
    public static IReadOnlyList<RemoteMailbox> Others(IReadOnlyList<RemoteMailbox> listed, ImapSettings settings) =>
        [.. WithRoles(listed, settings).Where(m => m.Mailbox.Selectable && !IsWanted(m.Mailbox, settings)).Select(m => m with { IsMirrored = false })];

    /// <summary>
    /// What the settings name that is no mailbox of the server, the key where they do, and what may be meant: nobody would miss what is never mirrored.
    /// </summary>
    public static IEnumerable<(string Key, string Pattern, string? Meant)> Unmatched(IReadOnlyList<RemoteMailbox> listed, ImapSettings settings)
    {
        var names = listed.Select(m => m.Mailbox.Name).ToList();
        return [.. Among("Imap.Mailboxes", settings.Mailboxes, listed), .. Among("Imap.Watch", settings.Watch, listed.Where(m => IsWanted(m.Mailbox, settings)))];

        IEnumerable<(string, string, string?)> Among(string key, IReadOnlyList<string> patterns, IEnumerable<RemoteMailbox> mailboxes) =>
            patterns.Where(p => !mailboxes.Any(m => Matches(m.Mailbox, [p]))).Select(p => (key, p, MailboxNames.Resolve(p, names)));
    }

    /// <summary>Those of the <paramref name="others"/> that are here all the same: messages were put into them, or they were mirrored before.</summary>
    public static IEnumerable<RemoteMailbox> Here(IReadOnlyList<RemoteMailbox> others, IReadOnlyList<StoredMailbox> stored) =>
        others.IntersectBy(stored.Select(m => m.Name), m => m.Mailbox.Name);

    /// <summary>The mailboxes that are not wanted, hold nothing here, and are not listed any more. Each is to be looked up by its name before it is unlinked.</summary>
    public static IEnumerable<string> Idle(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed, ImapSettings settings) =>
        stored.Where(m => !IsWanted(m, settings) && m is { Placements: 0, Role: not MailboxRole.Inbox }).Select(m => m.Name)
            .Except(listed.Select(m => m.Mailbox.Name));

    /// <summary>The mailboxes that are not mirrored: by the settings, or since the server keeps no messages in them.</summary>
    public static IReadOnlySet<string> NotMirrored(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed, ImapSettings settings) =>
        listed.Where(m => !m.Mailbox.Selectable || !IsWanted(m.Mailbox, settings)).Select(m => m.Mailbox.Name)
            .Concat(stored.Where(m => !IsWanted(m, settings)).Select(m => m.Name)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The inbox as it is held, where the user wants it.</summary>
    public static StoredMailbox? Inbox(IReadOnlyList<StoredMailbox> stored, ImapSettings settings) =>
        stored.FirstOrDefault(m => m.Role == MailboxRole.Inbox && IsWanted(m, settings));

    public static IEnumerable<StoreChange> Added(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> wanted)
    {
        var known = stored.ToDictionary(m => m.Name);
        foreach (var (mailbox, _) in wanted)
        {
            var same = known.TryGetValue(mailbox.Name, out var held) && held.Role == mailbox.Role &&
                held.Delimiter == mailbox.Delimiter && held.Selectable == mailbox.Selectable &&
                held.IsSubscribed == mailbox.Subscribed && (mailbox.ObjectId.Length == 0 || mailbox.ObjectId == held.ObjectId);
            if (!same) yield return new MailboxListed(mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable)
            {
                Subscribed = mailbox.Subscribed, ObjectId = mailbox.ObjectId,
            };
        }
    }

    /// <summary>
    /// The held mailboxes that are listed under another name now, by their MAILBOXID (RFC 8474). One whose name or id is there twice, before or after, is
    /// left alone: its messages are found again one by one.
    /// </summary>
    public static IReadOnlyList<MailboxRelocated> Renamed(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed)
    {
        var (names, known) = (Standing(stored, listed), stored.Select(m => m.Name).ToHashSet());
        var byId = listed.Where(m => m.Mailbox.ObjectId.Length > 0).ToLookup(m => m.Mailbox.ObjectId, m => m.Mailbox.Name);
        var ids = stored.CountBy(m => m.ObjectId).ToDictionary();
        var renamed = stored
            .Where(m => m.ObjectId.Length > 0 && m.Role != MailboxRole.Inbox && !names.Contains(m.Name) && ids[m.ObjectId] == 1)
            .Where(m => byId[m.ObjectId].Count() == 1 && !known.Contains(byId[m.ObjectId].Single()))
            .Select(m => (m.Delimiter, Change: new MailboxRelocated(m.Name, byId[m.ObjectId].Single()))).ToList();
        var targets = renamed.ToDictionary(r => r.Change.Mailbox, r => r.Change.NewName);
        // What went elsewhere than with the mailbox above it has to go first; what went along has gone then, unless that one cannot.
        var ordered = renamed.OrderBy(r => WentAlong(r.Change, r.Delimiter, targets)).ThenByDescending(r => r.Change.Mailbox.Length);
        return [.. Respelt(stored, listed), .. ordered.Select(r => r.Change)];
    }

    static bool WentAlong(MailboxRelocated change, char? delimiter, Dictionary<string, string> targets) =>
        MailboxNames.Parents(change.Mailbox, delimiter).LastOrDefault(targets.ContainsKey) is { } above
        && change.NewName == targets[above] + change.Mailbox[above.Length..];

    /// <summary>The inbox where the server spells it in another way than before: its name has no case (RFC 9051 §5.1).</summary>
    static IEnumerable<MailboxRelocated> Respelt(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed) =>
        from held in stored.Where(m => m.Role == MailboxRole.Inbox).Take(1)
        from there in listed.Where(m => m.Mailbox.Role == MailboxRole.Inbox && m.Mailbox.Name != held.Name).Take(1)
        where there.Mailbox.Name.Equals(held.Name, StringComparison.OrdinalIgnoreCase)
        select new MailboxRelocated(held.Name, there.Mailbox.Name);

    /// <summary>
    /// The held mailboxes that the list lacks, or of which it tells only that others lie below. Each is to be looked up by its name before it is unlinked; the inbox always exists, so a list
    /// without it is short and proves nothing. What is excluded is not looked at.
    /// </summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed, ImapSettings settings)
    {
        if (!listed.Any(m => m.Mailbox.Role == MailboxRole.Inbox)) return [];
        var names = Standing(stored, listed);
        return [.. stored
            .Where(m => m.Role != MailboxRole.Inbox && !names.Contains(m.Name) && IsWanted(m, settings))
            .Select(m => m.Name)];
    }

    /// <summary>
    /// What is not mirrored and the list lacks of that which messages are to go into, and of what is above it; each is to be looked up by its name before it is
    /// created again. What is held of it stays, for nobody looks at what became of it.
    /// </summary>
    public static IReadOnlyList<string> Lacking(
        IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed, IReadOnlyList<StoredTransfer> transfers, ImapSettings settings)
    {
        if (!listed.Any(m => m.Mailbox.Role == MailboxRole.Inbox)) return [];
        var names = Standing(stored, listed);
        var targets = transfers.Select(t => t.Target).OfType<string>().Where(t => !names.Contains(t)).ToHashSet(StringComparer.Ordinal);
        return [.. stored.Where(m => !names.Contains(m.Name) && !IsWanted(m, settings)
            && targets.Any(t => t == m.Name || MailboxNames.Parents(t, m.Delimiter).Contains(m.Name))).Select(m => m.Name)];
    }

    /// <summary>
    /// The mailboxes that were made here for a role, since none was known to have it, where the server has one for it, as one that is not mirrored: that is it.
    /// </summary>
    /// <param name="here">The mailboxes here.</param>
    /// <param name="standings">Those that are not on the server as they are here; one that was deleted here is not the one.</param>
    /// <param name="listed">The mailboxes of the server.</param>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<StoreChange> Met(
        IReadOnlyList<StoredMailbox> here, IReadOnlyList<MailboxStanding> standings, IReadOnlyList<RemoteMailbox> listed, ImapSettings settings)
    {
        var names = here.Select(m => m.Name).Concat(standings.Select(s => s.There).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        return [.. from made in here.Where(IsMadeForRole)
            from there in WithRoles(listed, settings).Where(m => m.Mailbox.Selectable && m.Mailbox.Role == made.Role && !names.Contains(m.Mailbox.Name)).Take(1)
            from change in (StoreChange[])
            [
                new MailboxRenamed(made.Name, there.Mailbox.Name),
                new MailboxListed(there.Mailbox.Name, there.Mailbox.Delimiter, there.Mailbox.Role, true)
                {
                    Subscribed = there.Mailbox.Subscribed, ObjectId = there.Mailbox.ObjectId,
                },
            ]
            select change];
    }

    /// <summary>Whether it was made here for a role, and nobody gave it another name since.</summary>
    public static bool IsMadeForRole(StoredMailbox mailbox) =>
        mailbox is { ServerName: null } and not { Role: MailboxRole.None or MailboxRole.Inbox }
        && mailbox.Name[(mailbox.Delimiter is { } d ? mailbox.Name.LastIndexOf(d) + 1 : 0)..].StartsWith($"{mailbox.Role}", StringComparison.Ordinal);

    /// <summary>Whether so many mailboxes are missing that a single list is not enough: more than a quarter, and more than three.</summary>
    public static bool IsMassDisappearance(int stored, int missing) => missing > FewMissing && missing * MissingShare > stored;

    /// <summary>The names in the list; not those of mailboxes of which no more than the name is left, since there are others below it (\Noselect).</summary>
    public static HashSet<string> Standing(IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed)
    {
        // That it cannot be selected may have been written down by a pass that went no further.
        var mirrored = stored.Where(m => m.Selectable || m.Checkpoint is not null || m.Placements > 0).Select(m => m.Name).ToHashSet();
        return [.. listed.Where(m => m.Mailbox.Selectable || !mirrored.Contains(m.Mailbox.Name)).Select(m => m.Mailbox.Name)];
    }

    /// <summary>Whether the mailbox is to be mirrored.</summary>
    public static bool IsWanted(StoredMailbox mailbox, ImapSettings settings) =>
        IsWanted(new ListedMailbox(mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable), settings);

    static IEnumerable<RemoteMailbox> WithRoles(IReadOnlyList<RemoteMailbox> listed, ImapSettings settings)
    {
        var roles = MailboxRoles.Assign([.. listed.Select(m => m.Mailbox)], settings.Roles);
        return listed.Select(m => m with { Mailbox = m.Mailbox with { Role = roles[m.Mailbox.Name] } });
    }

    static bool IsWanted(ListedMailbox mailbox, ImapSettings settings) =>
        (settings.Mailboxes.Count == 0 || Matches(mailbox, settings.Mailboxes)) && !Matches(mailbox, settings.ExcludedMailboxes);

    static bool Matches(ListedMailbox mailbox, IReadOnlyList<string> patterns) =>
        patterns.Any(p => MailboxNames.Matches(p, mailbox.Name, mailbox.Delimiter) ||
            (mailbox.Role == MailboxRole.Inbox && p.Equals(MailboxNames.Inbox, StringComparison.OrdinalIgnoreCase)));
}
