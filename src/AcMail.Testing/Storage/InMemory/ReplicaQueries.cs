using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What can be read of a state.</summary>
static class ReplicaQueries
{
    public static IReadOnlyList<StoredMailbox> ListMailboxes(this ReplicaState state)
    {
        var messages = state.Messages.Values.ToLookup(m => m.Mailbox);
        return [.. state.Mailboxes.Values.Where(m => m.Listed).Select(m => new StoredMailbox(
            m.Name, m.Delimiter, m.Role, m.Selectable, m.Checkpoint, messages[m.Number].Count(),
            messages[m.Number].Count(c => !c.Flags.System.HasFlag(SystemFlags.Seen)))
        {
            ObjectId = m.ObjectId, ServerName = m.ServerName, IsSubscribed = m.IsSubscribed,
            Placements = m.Ids.Count() + state.Transfers.Values.Count(t => t.Where.There?.Mailbox == m.Number),
        })];
    }

    public static IReadOnlyList<StoredPlacement> ListPlacements(this ReplicaState state, string mailbox, uint uidValidity, UidSet uids) =>
        state.FindThere(mailbox) is { } known
            ? [.. state.Placed(known.Number).Where(p => p.Place.UidValidity == uidValidity && uids.Contains(p.Place.Uid))
                .OrderBy(p => p.Place.Uid).Select(p => new StoredPlacement(p.Place.Uid, p.Message.FlagState.Common, p.Message.ModSeq))]
            : [];

    public static UidSet ListUids(this ReplicaState state, string mailbox, uint uidValidity) => state.FindThere(mailbox) is { } known
        ? UidSet.Of(known.Of(uidValidity).Keys.Concat(state.Transfers.Values.Select(t => t.Where.There).OfType<ServerPlace>()
            .Where(p => p.Mailbox == known.Number && p.UidValidity == uidValidity).Select(p => p.Uid)))
        : UidSet.Empty;

    public static IEnumerable<MessageInfo> Query(this ReplicaState state, MessageQuery query)
    {
        var mailbox = query.Mailbox is null ? null : state.FindHere(query.Mailbox);
        if (query.Mailbox is not null && mailbox is null) return [];
        var messages = state.Messages.Values.Where(m => m.Mailbox is not null && (mailbox is null || m.Mailbox == mailbox.Number));
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var words = SearchWords.Of(query.Text);
            messages = messages.Where(m => SearchWords.Match(words, state.HeadersOf(m), state.Contents[m.Content].Text ?? ""));
        }

        messages = messages.Where(m => query.Having.Except(m.Flags).IsEmpty && query.Lacking.Intersect(m.Flags).IsEmpty)
            .Where(m => (query.Since ?? m.InternalDate) <= m.InternalDate && (query.Until is not { } end || m.InternalDate < end))
            .Where(m => (query.HasAttachments ?? state.Contents[m.Content].HasAttachments) == state.Contents[m.Content].HasAttachments)
            .Where(m => query.After is not { } place || (m.InternalDate, m.Id).CompareTo((place.InternalDate, place.Id)) < 0);
        return messages.OrderByDescending(m => m.InternalDate).ThenByDescending(m => m.Id).Take(query.Limit ?? int.MaxValue).Select(state.Describe);
    }

    public static IReadOnlyList<MessageInfo> ListRelated(this ReplicaState state, IReadOnlyCollection<long> threadKeys, int limit)
    {
        var wanted = threadKeys.ToHashSet();
        return [.. state.Messages.Values.Where(m => m.Mailbox is not null && state.Contents[m.Content].ThreadKeys.Any(wanted.Contains))
            .Take(limit).Select(state.Describe)];
    }

    public static IReadOnlyList<ContentKey> ListUnindexed(this ReplicaState state, int limit) =>
        [.. state.Origins.Select(o => o.Content).Distinct().Where(c => state.Contents[c].Text is null).Take(limit)];

    public static StoredMessage? Find(this ReplicaState state, long id) =>
        state.Messages.TryGetValue(id, out var message) && message.Mailbox is not null
            ? new(state.Describe(message), message.Content) { HeaderOf = message.HeaderOf }
            : null;

    public static IReadOnlySet<string> ListDiscarded(this ReplicaState state)
    {
        var held = state.Messages.Values.Where(m => m.Mailbox is { } mailbox && state.Mailboxes[mailbox].Role != MailboxRole.Trash).Select(m => (ContentKey?)m.Content).ToHashSet();
        return state.Ledger.Values.Where(e => e.State == DropState.Downloaded && !held.Contains(e.Content)).Select(e => e.UniqueId)
            .ToHashSet(StringComparer.Ordinal);
    }

    public static IReadOnlyList<OutboxEntry> ListOutbox(this ReplicaState state, InMemoryMailStore store) =>
        [.. state.Outbox.Values.Where(o => o.Entry.State != OutboxState.Done).Select(o => o.Tell(store))];

    public static ReplicaOutgoing? FindOutgoing(this ReplicaState state, string messageId) => state.Outbox.Values
        .Where(o => o.Entry.MessageId == messageId && !o.Entry.IsRemainder).MinBy(o => (o.Entry.State == OutboxState.Rejected, o.Entry.Id));

    public static MailboxInfo Describe(this ReplicaState state, ReplicaMailbox mailbox) => new(
        mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable, state.MessagesOf(mailbox).Count(), state.CountUnseen(mailbox))
    {
        IsSubscribed = mailbox.IsSubscribed,
    };

    public static MessageInfo Describe(this ReplicaState state, ReplicaMessage message) => new(
        message.Id, state.Mailboxes[message.Mailbox!.Value].Name, message.Uid, message.Flags, message.InternalDate,
        message.HeaderOf?.Size ?? state.Contents[message.Content].Bytes.Length, state.HeadersOf(message))
    {
        HasAttachments = state.Contents[message.Content].HasAttachments, IsPartial = message.HeaderOf is not null, IsPending = message.Uid == 0,
    };

    static IEnumerable<ReplicaMessage> MessagesOf(this ReplicaState state, ReplicaMailbox mailbox) =>
        state.Messages.Values.Where(m => m.Mailbox == mailbox.Number);

    static int CountUnseen(this ReplicaState state, ReplicaMailbox mailbox) =>
        state.MessagesOf(mailbox).Count(m => !m.Flags.System.HasFlag(SystemFlags.Seen));

    static MessageHeaders HeadersOf(this ReplicaState state, ReplicaMessage message) =>
        state.Contents[message.Content].Headers ?? MessageHeaders.None;
}
