using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Flags that were changed here and the server does not know yet.</summary>
static class ReplicaMarks
{
    public static ReplicaState Mark(this ReplicaState state, MessageMarked mark) => state.Messages.TryGetValue(mark.Id, out var message)
        ? state.Change(message with { FlagState = message.FlagState.Marked(mark) })
        : state;

    public static ReplicaState ChangeFlags(
        this ReplicaState state, string mailbox, uint uidValidity, UidSet uids, Func<FlagState, FlagState> change)
    {
        if (state.FindThere(mailbox) is not { } known) return state;
        return state.Placed(known.Number).Where(p => p.Place.UidValidity == uidValidity && uids.Contains(p.Place.Uid))
            .Aggregate(state, (s, p) => s.Change(p.Message with { FlagState = change(p.Message.FlagState) }));
    }

    public static IReadOnlyList<StoredMark> ListMarks(this ReplicaState state) =>
        [.. state.Mailboxes.Keys.SelectMany(m => state.Placed(m)).Where(p => p.Message.Mailbox is not null && p.Message.FlagState.IsMarked)
            .Where(p => state.TransferOf(p.Message.Id)?.Where.Attempt is null)
            .GroupBy(p => (p.Place.Mailbox, p.Place.UidValidity, p.Message.FlagState), p => p.Place.Uid)
            .Select(g => new StoredMark(state.Mailboxes[g.Key.Mailbox].ServerName!, g.Key.UidValidity, UidSet.Of(g), g.Key.FlagState))];

    public static IReadOnlyList<MessagePlace> Locate(this ReplicaState state, IEnumerable<long> ids) =>
        [.. ids.Distinct().Where(state.Messages.ContainsKey).Select(id => state.Messages[id]).Where(m => m.Mailbox is not null)
            .Select(m => new MessagePlace(m.Id, state.Mailboxes[m.Mailbox!.Value].Name, m.UidValidity, m.Uid))];

    /// <summary>The messages that are in a mailbox of the server, wherever they are here.</summary>
    public static IEnumerable<(ServerPlace Place, ReplicaMessage Message)> Placed(this ReplicaState state, long mailbox) =>
        state.Mailboxes[mailbox].Ids.Select(id => state.Messages[id]).Select(m => (new ServerPlace(mailbox, m.UidValidity, m.Uid), m)).Concat(
            state.Transfers.Values.Where(t => t.Where.There?.Mailbox == mailbox && t.Message is not null)
                .Select(t => (t.Where.There!.Value, state.Messages[t.Message!.Value])));
}
