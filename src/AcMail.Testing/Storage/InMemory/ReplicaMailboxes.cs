using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What is done to mailboxes.</summary>
static class ReplicaMailboxes
{
    public static ReplicaState Put(this ReplicaState state, ReplicaMailbox mailbox) =>
        state with { Mailboxes = state.Mailboxes.SetItem(mailbox.Number, mailbox) };

    /// <summary>The mailbox of that name here, where it is listed.</summary>
    public static ReplicaMailbox? FindHere(this ReplicaState state, string name) =>
        state.Mailboxes.Values.FirstOrDefault(m => m.Listed && m.Name == name);

    /// <summary>The mailbox of that name on the server.</summary>
    public static ReplicaMailbox? FindThere(this ReplicaState state, string name) => state.Mailboxes.Values.FirstOrDefault(m => m.ServerName == name);

    /// <summary>The mailbox of that name on the server; one that nobody listed yet is added plain.</summary>
    public static ReplicaState EnsureThere(this ReplicaState state, string name, out ReplicaMailbox mailbox)
    {
        if (state.FindThere(name) is { } known)
        {
            mailbox = known;
            return state;
        }

        var holder = state.Mailboxes.Values.FirstOrDefault(m => m.Name == name);
        // The server's name counts: what took it here by a new name goes back to its own.
        if (holder is { ServerName: { } former }) state = state.Forget(former).Put(holder with { Name = former });
        mailbox = holder is { ServerName: null } ? holder with { ServerName = name, Listed = true } : state.New(name) with { ServerName = name };
        return state.Put(mailbox);
    }

    /// <summary>The mailbox of that name here; one that is not listed is added plain, as one of the server's.</summary>
    public static ReplicaState EnsureHere(this ReplicaState state, string name, out ReplicaMailbox mailbox)
    {
        if (state.FindHere(name) is not { } known) return state.EnsureThere(name, out mailbox).Relist(ref mailbox);
        mailbox = known;
        return state;
    }

    /// <summary>A mailbox that was deleted here is back with the first message that comes to it.</summary>
    public static ReplicaState Relist(this ReplicaState state) =>
        state.Mailboxes.Values.Where(m => !m.Listed && !state.IsEmpty(m)).Aggregate(state, (s, m) => s.Put(m with { Listed = true }));

    public static ReplicaState List(this ReplicaState state, MailboxListed change)
    {
        state = state.EnsureThere(change.Name, out var mailbox);
        return state.Put(mailbox with
        {
            Delimiter = change.Delimiter, Role = change.Role, Selectable = change.Selectable, Subscribed = change.Subscribed ?? mailbox.Subscribed,
            ObjectId = change.ObjectId.Length == 0 ? mailbox.ObjectId : change.ObjectId,
        });
    }

    public static ReplicaState Unlist(this ReplicaState state, MailboxUnlisted change)
    {
        if (state.FindThere(change.Name) is not { } mailbox) return state;
        state = state.Vanish(mailbox, (_, _) => true).GiveBack(mailbox);
        mailbox = state.Mailboxes[mailbox.Number];
        return state.Put(mailbox with
        {
            ServerName = null, Checkpoint = null, Chosen = null, ObjectId = "", Held = null, Quarantine = mailbox.Quarantine.Clear(),
            Listed = mailbox.Listed && !state.IsEmpty(mailbox),
        });
    }

    public static ReplicaState Create(this ReplicaState state, MailboxCreated change)
    {
        if (!state.IsFree(change.Name, m => !m.Listed && (m.ServerName is null || m.Name == change.Name))) return state;
        var mailbox = state.Mailboxes.Values.FirstOrDefault(m => m.Name == change.Name) ?? state.New(change.Name);
        return state.Put(mailbox with
        {
            Listed = true, Delimiter = change.Delimiter, Role = change.Role, ServerName = change.IsLocalOnly ? change.Name : mailbox.ServerName,
        });
    }

    public static ReplicaState Rename(this ReplicaState state, MailboxRenamed change)
    {
        if (state.FindHere(change.Name) is not { } renamed || IsWithin(change.NewName, change.Name, renamed.Delimiter)) return state;
        var family = state.Mailboxes.Values.Where(m => m.Listed && (m == renamed || m.IsBelow(change.Name, n => n.Name)))
            .Select(m => m with { Name = change.NewName + m.Name[change.Name.Length..] }).ToList();
        return state.PutAll(change.IsLocalOnly ? family.ConvertAll(m => m with { ServerName = m.Name }) : family);
    }

    public static ReplicaState Discard(this ReplicaState state, MailboxDiscarded change)
    {
        if (state.FindHere(change.Name) is not { } mailbox || !state.IsEmpty(mailbox)) return state;
        return state.Put(mailbox with
        {
            Listed = false, Chosen = null, Checkpoint = change.IsLocalOnly ? null : mailbox.Checkpoint, ServerName = change.IsLocalOnly ? null : mailbox.ServerName,
        });
    }

    public static ReplicaState Restore(this ReplicaState state, MailboxRestored change)
    {
        if (state.FindThere(change.Mailbox) is { } known) return state.Forget(change.Mailbox).Put(known with { Name = change.Mailbox, Listed = true });
        if (state.FindHere(change.Mailbox) is not { ServerName: null } created) return state;
        state = state.GiveBack(created);
        return state.Put(state.Mailboxes[created.Number] with { Listed = !state.IsEmpty(created), Chosen = null });
    }

    public static ReplicaState Relocate(this ReplicaState state, MailboxRelocated change)
    {
        if (state.FindThere(change.Mailbox) is not { } moved || IsWithin(change.NewName, change.Mailbox, moved.Delimiter)) return state;
        var family = state.Mailboxes.Values.Where(m => m == moved || m.IsBelow(change.Mailbox, n => n.ServerName)).Select(m =>
        {
            var name = change.NewName + m.ServerName![change.Mailbox.Length..];
            return m with { ServerName = name, Name = m.Name == m.ServerName ? name : m.Name };
        }).ToList();
        return state.PutAll(family);
    }

    public static ReplicaState Choose(this ReplicaState state, SubscriptionChosen change)
    {
        if (state.FindHere(change.Name) is not { } mailbox) return state;
        return state.Put(change.IsLocalOnly
            ? mailbox with { Subscribed = change.Subscribed, Chosen = null }
            : mailbox with { Chosen = change.Subscribed == mailbox.Subscribed && mailbox.ServerName is not null ? null : change.Subscribed });
    }

    public static ReplicaState Settle(this ReplicaState state, SubscriptionSettled change) => state.FindThere(change.Mailbox) is { } mailbox
        ? state.Put(mailbox with { Subscribed = change.Subscribed, Chosen = null })
        : state;

    public static IReadOnlyList<MailboxStanding> ListStandings(this ReplicaState state) =>
        [.. state.Mailboxes.Values
            .Where(m => (m.Listed && (m.Name != m.ServerName || m.Chosen is not null)) || (!m.Listed && m.ServerName is not null))
            .Select(m => new MailboxStanding(m.Listed ? m.Name : null, m.ServerName, m.Delimiter) { Subscribed = m.Chosen })];

    static bool IsEmpty(this ReplicaState state, ReplicaMailbox mailbox) => !state.Messages.Values.Any(m => m.Mailbox == mailbox.Number);

    static bool IsWithin(string name, string parent, char? delimiter) =>
        name == parent || (delimiter is { } d && name.StartsWith(parent + d, StringComparison.Ordinal));

    /// <summary>Whether no mailbox has that name, here or on the server, but those that <paramref name="excepted"/> picks.</summary>
    static bool IsFree(this ReplicaState state, string name, Func<ReplicaMailbox, bool> excepted) =>
        !state.Mailboxes.Values.Any(m => (m.Name == name || m.ServerName == name) && !excepted(m));

    /// <summary>Gives mailboxes their new names, unless one of these is taken: no name, here or on the server, is ever that of two.</summary>
    static ReplicaState PutAll(this ReplicaState state, List<ReplicaMailbox> family)
    {
        var others = state.Mailboxes.Values.Where(m => !m.IsForgettable && !family.Exists(f => f.Number == m.Number)).Concat(family).ToList();
        return family.Exists(m => others.Exists(o => o.Number != m.Number && o.SharesNameWith(m)))
            ? state
            : family.Aggregate(state, (s, m) => s.Forget(m.Name).Put(m));
    }

    /// <summary>Lets go of a mailbox that is not listed and whose name another one takes.</summary>
    static ReplicaState Forget(this ReplicaState state, string name) =>
        state with { Mailboxes = state.Mailboxes.RemoveRange(state.Mailboxes.Values.Where(m => m.IsForgettable && m.Name == name).Select(m => m.Number)) };

    static ReplicaMailbox New(this ReplicaState state, string name) => new(state.Mailboxes.IsEmpty ? 1 : state.Mailboxes.Keys.Last() + 1, name);

    static ReplicaState Relist(this ReplicaState state, ref ReplicaMailbox mailbox)
    {
        mailbox = mailbox with { Listed = true };
        return state.Put(mailbox);
    }
}
