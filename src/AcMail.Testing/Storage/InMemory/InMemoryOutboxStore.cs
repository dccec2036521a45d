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
                state = state.Enqueue(message);
                return (state, state.LastOutboxId);
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(ReplicaQueries.ListOutbox, cancellationToken);

    public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => state.Outbox.TryGetValue(id, out var message) ? message.Content : default(ContentKey?), cancellationToken);
}
