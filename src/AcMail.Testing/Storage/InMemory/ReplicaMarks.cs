using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What was changed here and the server does not know yet.</summary>
static class ReplicaMarks
{
    public static ReplicaState Mark(this ReplicaState state, MessageMarked mark) => state.Messages.TryGetValue(mark.Id, out var message)
        ? state with { Messages = state.Messages.SetItem(mark.Id, message with { FlagState = message.FlagState.Marked(mark) }) }
        : state;

    public static ReplicaState ChangeFlags(
        this ReplicaState state, string mailbox, uint uidValidity, UidSet uids, Func<FlagState, FlagState> change)
    {
        var changed = state.Messages.Values.Where(m => m.Mailbox == mailbox && m.UidValidity == uidValidity && uids.Contains(m.Uid))
            .Select(m => KeyValuePair.Create(m.Id, m with { FlagState = change(m.FlagState) }));
        return state with { Messages = state.Messages.SetItems(changed) };
    }

    public static IReadOnlyList<StoredMark> ListMarks(this ReplicaState state) =>
        [.. state.Messages.Values.Where(m => m.FlagState.IsMarked).OrderBy(m => state.Mailboxes[m.Mailbox].Order)
            .ThenBy(m => m.UidValidity).ThenBy(m => m.Uid).Select(m => new StoredMark(m.Mailbox, m.UidValidity, m.Uid, m.FlagState))];

    public static IReadOnlyList<MessagePlace> Locate(this ReplicaState state, IEnumerable<long> ids) =>
        [.. ids.Distinct().Where(state.Messages.ContainsKey).Select(id => state.Messages[id])
            .Select(m => new MessagePlace(m.Id, m.Mailbox, m.UidValidity, m.Uid))];
}
