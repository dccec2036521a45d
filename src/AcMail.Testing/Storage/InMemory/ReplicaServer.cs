using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What is remembered of a server.</summary>
static class ReplicaServer
{
    public static SyncMemory Remember(this ReplicaState state)
    {
        var mailboxes = state.Mailboxes.Values;
        return new(
            [.. state.Distrusts.Values],
            [.. mailboxes.SelectMany(m => m.Quarantine.Values.Select(q => q with { Mailbox = m.ServerName ?? m.Name }))],
            [.. mailboxes.Where(m => m.Held is not null).Select(m => m.Held! with { Mailbox = m.ServerName ?? m.Name })])
        {
            Owner = state.Owner,
        };
    }

    public static ReplicaState Detach(this ReplicaState state)
    {
        var local = state with
        {
            Owner = null, Distrusts = ReplicaState.Empty.Distrusts, Transfers = ReplicaState.Empty.Transfers, Identities = ReplicaState.Empty.Identities,
            Mailboxes = state.Mailboxes.SetItems(state.Mailboxes.Select(m => KeyValuePair.Create(m.Key, m.Value.Detach()))),
        };
        return state.Messages.Values.Aggregate(local, (s, message) =>
        {
            var detached = message with { Flags = message.Flags, ModSeq = 0 };
            if (message is { UidValidity: 0, Uid: > 0 }) return s.Change(detached);
            s = s.Unlink(message);
            return message.Mailbox is null ? s : s.LinkLocally(detached);
        });
    }

    public static IReadOnlyList<StoredPartials> ListPartials(this ReplicaState state, long maximumSize, DateTimeOffset receivedSince) =>
        [.. state.Messages.Values.Where(m => m is { Mailbox: not null, Uid: > 0 } && m.HeaderOf?.Size <= maximumSize && m.InternalDate >= receivedSince)
            .GroupBy(m => (Mailbox: m.Mailbox!.Value, m.UidValidity)).OrderBy(g => g.Key)
            .Select(g => new StoredPartials(state.NameThere(g.Key.Mailbox), g.Key.UidValidity, UidSet.Of(g.Select(m => m.Uid))))];

    public static ReplicaState Quarantine(this ReplicaState state, QuarantinedMessage message) => state.FindThere(message.Mailbox) is { } mailbox
        ? state.Put(mailbox with { Quarantine = mailbox.Quarantine.SetItem((message.UidValidity, message.Uid), message) })
        : state;

    public static ReplicaState Lift(this ReplicaState state, QuarantineLifted change) => state.FindThere(change.Mailbox) is { } mailbox
        ? state.Put(mailbox with
        {
            Quarantine = mailbox.Quarantine.RemoveRange(
                mailbox.Quarantine.Keys.Where(k => k.UidValidity == change.UidValidity && change.Uids.Contains(k.Uid))),
        })
        : state;

    public static ReplicaState Hold(this ReplicaState state, HeldRemoval removal) => state.FindThere(removal.Mailbox) is { } mailbox
        ? state.Put(mailbox with { Held = removal.Count == 0 ? null : removal })
        : state;

    public static ReplicaState AddBody(this ReplicaState state, MessageBodyAdded change)
    {
        if (state.FindThere(change.Mailbox) is not { } mailbox) return state;
        var place = new ServerPlace(mailbox.Number, change.UidValidity, change.Uid);
        var transferred = state.Transfers.Values.Where(t => t.Where.Attempt is null && (t.Where.There == place || t.Where.CopyOf == place))
            .Select(t => t.Message).OfType<long>();
        return transferred.Select(id => state.Messages[id]).Append(state.Find(mailbox, change.UidValidity, change.Uid)).Where(m => m?.HeaderOf is not null)
            .Aggregate(state.Describe(change.Content, change.Headers), (s, m) => s.Change(m! with { Content = change.Content, HeaderOf = null })
                .Identify(change.Content, null, change.EmailId, change.Headers.MessageId, m.InternalDate));
    }
}
