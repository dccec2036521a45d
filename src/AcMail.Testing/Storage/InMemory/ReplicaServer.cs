using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What is remembered of a server.</summary>
static class ReplicaServer
{
    public static SyncMemory Remember(this ReplicaState state)
    {
        var mailboxes = state.Mailboxes.Values.OrderBy(m => m.Order).ToList();
        return new(
            [.. state.Distrusts.Values],
            [.. mailboxes.SelectMany(m => m.Quarantine.Values.Select(q => q with { Mailbox = m.Name }))],
            [.. mailboxes.Where(m => m.Held is not null).Select(m => m.Held! with { Mailbox = m.Name })]);
    }

    public static IReadOnlyList<StoredPartials> ListPartials(this ReplicaState state, long maximumSize, DateTimeOffset receivedSince) =>
        [.. state.Messages.Values.Where(m => m.HeaderOf?.Size <= maximumSize && m.InternalDate >= receivedSince)
            .GroupBy(m => (m.Mailbox, m.UidValidity))
            .OrderBy(g => state.Mailboxes[g.Key.Mailbox].Order).ThenBy(g => g.Key.UidValidity)
            .Select(g => new StoredPartials(g.Key.Mailbox, g.Key.UidValidity, UidSet.Of(g.Select(m => m.Uid))))];

    public static ReplicaState Quarantine(this ReplicaState state, QuarantinedMessage message) => state.FindListed(message.Mailbox) is { } mailbox
        ? state.Put(mailbox with { Quarantine = mailbox.Quarantine.SetItem((message.UidValidity, message.Uid), message) })
        : state;

    public static ReplicaState Lift(this ReplicaState state, QuarantineLifted change) => state.FindListed(change.Mailbox) is { } mailbox
        ? state.Put(mailbox with
        {
            Quarantine = mailbox.Quarantine.RemoveRange(
                mailbox.Quarantine.Keys.Where(k => k.UidValidity == change.UidValidity && change.Uids.Contains(k.Uid))),
        })
        : state;

    public static ReplicaState Hold(this ReplicaState state, HeldRemoval removal) => state.FindListed(removal.Mailbox) is { } mailbox
        ? state.Put(mailbox with { Held = removal.Count == 0 ? null : removal })
        : state;

    public static ReplicaState AddBody(this ReplicaState state, MessageBodyAdded change)
    {
        state = state.FindListed(change.Mailbox) is null ? state : state.Describe(change.Content, change.Headers);
        if (state.Find(change.Mailbox, change.UidValidity, change.Uid) is not { HeaderOf: not null } message) return state;
        state = state with { Messages = state.Messages.SetItem(message.Id, message with { Content = change.Content, HeaderOf = null }) };
        return state.Identify(change.Content, null, change.EmailId, change.Headers.MessageId, message.InternalDate);
    }

    /// <summary>A mailbox that had the new name and is no longer listed gets the old one.</summary>
    public static ReplicaState Rename(this ReplicaState state, MailboxRenamed change)
    {
        if (state.FindListed(change.Name) is not { } mailbox || state.FindListed(change.NewName) is not null) return state;
        var gone = state.Mailboxes.GetValueOrDefault(change.NewName);
        var mailboxes = state.Mailboxes.Remove(change.Name).SetItem(change.NewName, mailbox with { Name = change.NewName });
        if (gone is not null) mailboxes = mailboxes.SetItem(change.Name, gone with { Name = change.Name });
        var moved = mailbox.Ids.Select(id => KeyValuePair.Create(id, state.Messages[id] with { Mailbox = change.NewName }));
        return state with { Mailboxes = mailboxes, Messages = state.Messages.SetItems(moved) };
    }

    static ReplicaMailbox? FindListed(this ReplicaState state, string name) =>
        state.Mailboxes.GetValueOrDefault(name) is { Listed: true } mailbox ? mailbox : null;
}
