using AcMail.Storage;

namespace AcMail.Testing;

sealed class InMemoryOutboxStore(InMemoryMailStore store) : IOutboxStore
{
    public ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return store.CommitAsync(
            state =>
            {
                state = state.Enqueue(message, store);
                return (state, state.LastOutboxId);
            },
            cancellationToken);
    }

    public ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return store.CommitAsync(
            state =>
            {
                if (state.FindOutgoing(message.MessageId) is { Entry.State: not OutboxState.Rejected }) return (state, default(long?));
                state = state.GiveWay(message.MessageId).Enqueue(message, store);
                return (state, state.LastOutboxId);
            },
            cancellationToken);
    }

    public ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default) => store.CommitAsync(
        state => state.Outbox.TryGetValue(id, out var message) && message.Entry.State == from && !message.IsTakenByAnother(store)
            ? (state with { Outbox = state.Outbox.SetItem(id, message with { Entry = message.Entry with { State = to }, Holder = store }) }, true)
            : (state, false),
        cancellationToken);

    public ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => state.ListOutbox(store), cancellationToken);

    public ValueTask<OutboxEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return store.ReadAsync(state => state.FindOutgoing(messageId)?.Tell(store), cancellationToken);
    }

    public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => state.Outbox.TryGetValue(id, out var message) ? message.Content : default(ContentKey?), cancellationToken);
}
