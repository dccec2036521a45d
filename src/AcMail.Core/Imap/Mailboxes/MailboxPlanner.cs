using AcMail.Storage;

namespace AcMail;

/// <summary>Brings what was done here to mailboxes into an order that a server can follow. Pure: values in, values out.</summary>
static class MailboxPlanner
{
    /// <param name="standings">The mailboxes that are not on the server as they are here.</param>
    /// <param name="onServer">The names of all mailboxes on the server, as far as they are known.</param>
    public static IReadOnlyList<MailboxCommand> Plan(IReadOnlyList<MailboxStanding> standings, IEnumerable<string> onServer)
    {
        var names = onServer.ToHashSet(StringComparer.Ordinal);
        var left = standings.Where(s => s.Here is not null && s.Here != s.There).OrderBy(s => s.Here!.Length).ToList();
        var commands = new List<MailboxCommand>();
        while (left.Count > 0)
        {
            // What lies below needs what is above it, and a name has to be free. Of a knot the server says what it thinks.
            var next = left.Find(s => IsReady(s, names)) ?? left[0];
            left.Remove(next);
            // What another client removed above it is there again.
            foreach (var parent in MailboxNames.Parents(next.Here!, next.Delimiter).Where(p => !names.Contains(p) && left.TrueForAll(l => l.Here != p)).Order().ToList())
                commands.Add(Do(new(parent, null, next.Delimiter), names));
            commands.Add(Do(next, names));
            if (next.There is { } former) left = [.. left.Select(s => Follow(s, former, next.Here!)).Where(s => s.Here != s.There)];
        }

        commands.AddRange(commands.FindAll(c => c is { Kind: MailboxCommandKind.Create, Subscribed: true })
            .Select(c => c with { Kind = MailboxCommandKind.Subscribe, IsImplied = true }));
        commands.AddRange(standings.Where(s => s is { Here: not null, Subscribed: not null })
            .Select(s => new MailboxCommand(MailboxCommandKind.Subscribe, s.Here!, null, s.Delimiter, s.Subscribed!.Value)));
        return commands;
    }

    /// <summary>
    /// The names below the first personal namespace (RFC 2342) of what was created or renamed here to one where the server keeps nothing: it would refuse that.
    /// What lies below such a mailbox comes along.
    /// </summary>
    /// <param name="standings">The mailboxes that are not on the server as they are here.</param>
    /// <param name="personal">What the names in each of the personal namespaces begin with, without the delimiter.</param>
    /// <param name="others">The same for those of other users and shared ones; the shared one without a name is that of administrators (Cyrus).</param>
    public static IReadOnlyList<MailboxRenamed> Enter(
        IReadOnlyList<MailboxStanding> standings, IReadOnlyList<string> personal, IReadOnlyList<string> others)
    {
        if (personal.Count == 0 || personal.Contains("")) return [];
        List<string> spaces = [.. personal, .. others.Where(o => o.Length > 0)];
        var outside = standings
            .Where(s => s is { Here: { } here and not MailboxNames.Inbox, Delimiter: not null } && here != s.There &&
                !spaces.Exists(p => here == p || IsBelow(here, p, s.Delimiter)))
            .ToList();
        return [.. outside.Where(s => !outside.Exists(o => IsBelow(s.Here!, o.Here!, s.Delimiter)))
            .Select(s => new MailboxRenamed(s.Here!, $"{personal[0]}{s.Delimiter}{s.Here}"))];
    }

    /// <summary>The mailboxes that were deleted here, those below others first.</summary>
    public static IReadOnlyList<string> Deletions(IReadOnlyList<MailboxStanding> standings) =>
        [.. standings.Where(s => s is { Here: null, There: not null }).Select(s => s.There!).OrderByDescending(n => n.Length)];

    /// <summary>Whether a mailbox that is to be deleted holds nothing but what was deleted here and cannot be expunged there.</summary>
    /// <param name="seen">What it was when it was open.</param>
    /// <param name="listed">The UIDs that it listed.</param>
    /// <param name="left">Those of what was deleted here.</param>
    public static bool HoldsOnly(RemoteState seen, UidSet listed, IEnumerable<uint> left) =>
        listed.Count == seen.Exists && listed.Except(UidSet.Of(left)).Count == 0;

    /// <summary>
    /// Whether a mailbox that is to be deleted got something since it was looked into. Some servers count in STATUS what is not shown; what comes next they tell
    /// rightly.
    /// </summary>
    /// <param name="seen">What it was when it was open.</param>
    /// <param name="now">What STATUS says; <see langword="null"/> for nothing.</param>
    public static bool HasGrown(RemoteState seen, RemoteState? now) =>
        now is not null && (now.UidValidity != seen.UidValidity || (seen.UidNext > 0 ? now.UidNext > seen.UidNext : now.Exists > seen.Exists));

    /// <summary>The mailboxes that are as before once the server has refused <paramref name="command"/>: those below a renamed one would have come along.</summary>
    public static IReadOnlyList<string> TakenBack(MailboxCommand command, IReadOnlyList<MailboxStanding> standings) =>
    [
        command.Name,
        .. standings.Where(s => command.NewName is { } name && s is { Here: { } here, There: { } there } && IsBelow(there, command.Name, s.Delimiter) &&
            here == name + there[command.Name.Length..]).Select(s => s.There!),
    ];

    /// <summary>Whether <paramref name="command"/> goes by a name that its mailbox has only once <paramref name="refused"/> has been played.</summary>
    public static bool Follows(MailboxCommand command, MailboxCommand refused) =>
        refused.NewName is { } name && (command.Name == name || IsBelow(command.Name, name, refused.Delimiter));

    /// <summary>
    /// What follows from a mailbox having been created on the server: it is to be subscribed to, unless somebody has chosen about that meanwhile. It is written
    /// down, so that it is done later where it cannot be done now.
    /// </summary>
    /// <param name="created">The command.</param>
    /// <param name="standings">The mailboxes that are not on the server as they are here, by now.</param>
    public static IReadOnlyList<StoreChange> Created(MailboxCommand created, IReadOnlyList<MailboxStanding> standings)
    {
        var listed = new MailboxListed(created.Name, created.Delimiter, MailboxRole.None, true);
        return created.Subscribed && !standings.Any(s => s.Here == created.Name && s.Subscribed is not null)
            ? [listed with { Subscribed = false }, new SubscriptionChosen(created.Name, true)]
            : [listed];
    }

    /// <summary>
    /// What follows from a mailbox having been renamed on the server: where that one or one below was subscribed to, it is to be so again, for many servers keep
    /// subscriptions by name. It is written down with the new names.
    /// </summary>
    /// <param name="renamed">The command.</param>
    /// <param name="stored">The mailboxes as they were before.</param>
    /// <param name="standings">Those that were not on the server as they were here.</param>
    public static IReadOnlyList<StoreChange> Renamed(
        MailboxCommand renamed, IReadOnlyList<StoredMailbox> stored, IReadOnlyList<MailboxStanding> standings)
    {
        var chosen = standings.Where(s => s.Subscribed is not null).Select(s => s.There).ToHashSet(StringComparer.Ordinal);
        var unchosen = Subscribed(renamed, stored).Where(m => !chosen.Contains(m.ServerName)).Select(m => (Mailbox: m, Name: NameAfter(renamed, m.ServerName!)));
        return
        [
            new MailboxRelocated(renamed.Name, renamed.NewName!),
            .. unchosen.SelectMany(u => (StoreChange[])
            [
                new MailboxListed(u.Name, u.Mailbox.Delimiter, u.Mailbox.Role, u.Mailbox.Selectable) { Subscribed = false },
                new SubscriptionChosen(u.Mailbox.Name == u.Mailbox.ServerName ? u.Name : u.Mailbox.Name, true),
            ]),
        ];
    }

    /// <summary>The mailboxes that get other names on the server by <paramref name="renaming"/>, and that are subscribed to.</summary>
    public static IEnumerable<StoredMailbox> Subscribed(MailboxCommand renaming, IReadOnlyList<StoredMailbox> stored) =>
        stored.Where(m => m is { IsSubscribed: true, ServerName: { } there } && Moves(renaming, there));

    /// <summary>The name that a mailbox of the server has after <paramref name="renaming"/>.</summary>
    public static string NameAfter(MailboxCommand renaming, string name) => renaming.NewName + name[renaming.Name.Length..];

    /// <summary>
    /// The name by which a server has a mailbox that it has just created or renamed: some compose letters (RFC 9051 §5.1), take off spaces, or know no case
    /// (RFC 3501 §5.1). <see langword="null"/> where that cannot be told.
    /// </summary>
    /// <param name="name">The name that it was given.</param>
    /// <param name="there">The mailboxes that there are now.</param>
    /// <param name="known">The mailboxes here.</param>
    public static string? Spelling(string name, IReadOnlySet<string> there, IEnumerable<string> known) =>
        there.Contains(name) ? name : there.Except(known).Where(n => MailboxNames.AreAlike(n, name)).ToList() is [var only] ? only : null;

    /// <summary>Whether <paramref name="command"/> has been taken back here, or done, since it was planned.</summary>
    public static bool IsSettled(MailboxCommand command, IReadOnlyList<MailboxStanding> standings) =>
        command.IsImplied && !standings.Any(s => s.There == command.Name && s.Subscribed == command.Subscribed);

    /// <summary>Whether a mailbox of that name, or one below, is here only.</summary>
    public static bool IsAwaited(string name, IReadOnlyList<MailboxStanding> standings) =>
        standings.Any(s => s is { Here: { } here, There: null } && (here == name || IsBelow(here, name, s.Delimiter)));

    /// <summary>Whether <paramref name="mailbox"/> gets another name by <paramref name="renaming"/>, which servers refuse while it is open (Courier).</summary>
    public static bool Moves(MailboxCommand renaming, string mailbox) =>
        renaming.Name == mailbox || IsBelow(mailbox, renaming.Name, renaming.Delimiter);

    static bool IsReady(MailboxStanding standing, HashSet<string> names) =>
        !names.Contains(standing.Here!) && MailboxNames.Parents(standing.Here!, standing.Delimiter).All(names.Contains);

    static MailboxCommand Do(MailboxStanding standing, HashSet<string> names)
    {
        var name = standing.Here!;
        if (standing.There is not { } former)
        {
            names.Add(name);
            return new(MailboxCommandKind.Create, name, null, standing.Delimiter, Subscribed: standing.Subscribed is null);
        }

        foreach (var known in names.Where(n => n == former || IsBelow(n, former, standing.Delimiter)).ToList())
        {
            names.Remove(known);
            names.Add(name + known[former.Length..]);
        }

        return new(MailboxCommandKind.Rename, former, name, standing.Delimiter, false);
    }

    static MailboxStanding Follow(MailboxStanding standing, string former, string name) =>
        standing.There is { } there && IsBelow(there, former, standing.Delimiter) ? standing with { There = name + there[former.Length..] } : standing;

    static bool IsBelow(string name, string parent, char? delimiter) => delimiter is { } d && name.StartsWith(parent + d, StringComparison.Ordinal);
}
