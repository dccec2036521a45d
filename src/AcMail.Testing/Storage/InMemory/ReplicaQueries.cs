using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What can be read of a state.</summary>
static class ReplicaQueries
{
    public static IReadOnlyList<StoredMailbox> ListMailboxes(this ReplicaState state) =>
        [.. state.Mailboxes.Values.Where(m => m.Listed).OrderBy(m => m.Order).Select(m => new StoredMailbox(
            m.Name, m.Delimiter, m.Role, m.Selectable, m.Checkpoint, m.Ids.Count(), state.CountUnseen(m)))];

    public static IReadOnlyList<StoredPlacement> ListPlacements(this ReplicaState state, string mailbox, uint uidValidity, uint first, uint last) =>
        [.. state.MessagesOf(mailbox, uidValidity).Where(m => m.Uid >= first && m.Uid <= last)
            .Select(m => new StoredPlacement(m.Uid, m.FlagState.Common, m.ModSeq))];

    public static UidSet ListUids(this ReplicaState state, string mailbox, uint uidValidity) =>
        UidSet.Of(state.MessagesOf(mailbox, uidValidity).Select(m => m.Uid));

    public static IEnumerable<MessageInfo> Query(this ReplicaState state, MessageQuery query)
    {
        var messages = state.Messages.Values.Where(m => query.Mailbox is null || m.Mailbox == query.Mailbox);
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var words = SearchWords.Of(query.Text);
            messages = messages.Where(m => SearchWords.Match(words, state.HeadersOf(m), state.Contents[m.Content].Text ?? ""));
        }

        messages = messages.Where(m => query.Having.Except(m.Flags).IsEmpty && query.Lacking.Intersect(m.Flags).IsEmpty)
            .Where(m => (query.Since ?? m.InternalDate) <= m.InternalDate && (query.Until is not { } end || m.InternalDate < end))
            .Where(m => query.After is not { } place || (m.InternalDate, m.Id).CompareTo((place.InternalDate, place.Id)) < 0);
        return messages.OrderByDescending(m => m.InternalDate).ThenByDescending(m => m.Id).Take(query.Limit ?? int.MaxValue).Select(state.Describe);
    }

    public static IReadOnlyList<MessageInfo> ListRelated(this ReplicaState state, IReadOnlyCollection<long> threadKeys, int limit)
    {
        var wanted = threadKeys.ToHashSet();
        return [.. state.Messages.Values.Where(m => state.Contents[m.Content].ThreadKeys.Any(wanted.Contains)).Take(limit).Select(state.Describe)];
    }

    public static IReadOnlyList<ContentKey> ListUnindexed(this ReplicaState state, int limit) =>
        [.. state.Origins.Select(o => o.Content).Distinct().Where(c => state.Contents[c].Text is null).Take(limit)];

    public static StoredMessage? Find(this ReplicaState state, long id) =>
        state.Messages.TryGetValue(id, out var message)
            ? new(state.Describe(message), message.Content) { HeaderOf = message.HeaderOf }
            : null;

    public static IReadOnlySet<string> ListDiscarded(this ReplicaState state)
    {
        var held = state.Messages.Values.Select(m => (ContentKey?)m.Content).ToHashSet();
        return state.Ledger.Values.Where(e => e.State == DropState.Downloaded && !held.Contains(e.Content)).Select(e => e.UniqueId)
            .ToHashSet(StringComparer.Ordinal);
    }

    public static IReadOnlyList<OutboxEntry> ListOutbox(this ReplicaState state) =>
        [.. state.Outbox.Values.Select(o => o.Entry).Where(e => e.State != OutboxState.Done)];

    public static MailboxInfo Describe(this ReplicaState state, ReplicaMailbox mailbox) => new(
        mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable, mailbox.Ids.Count(), state.CountUnseen(mailbox));

    public static MessageInfo Describe(this ReplicaState state, ReplicaMessage message) => new(
        message.Id, message.Mailbox, message.Uid, message.Flags, message.InternalDate,
        message.HeaderOf?.Size ?? state.Contents[message.Content].Bytes.Length, state.HeadersOf(message))
    {
        IsPartial = message.HeaderOf is not null,
    };

    static int CountUnseen(this ReplicaState state, ReplicaMailbox mailbox) =>
        mailbox.Ids.Count(id => !state.Messages[id].Flags.System.HasFlag(SystemFlags.Seen));

    static MessageHeaders HeadersOf(this ReplicaState state, ReplicaMessage message) =>
        state.Contents[message.Content].Headers ?? MessageHeaders.None;

    static IEnumerable<ReplicaMessage> MessagesOf(this ReplicaState state, string mailbox, uint uidValidity) =>
        state.Mailboxes.TryGetValue(mailbox, out var known)
            ? known.Of(uidValidity).Values.Select(id => state.Messages[id])
            : [];
}
