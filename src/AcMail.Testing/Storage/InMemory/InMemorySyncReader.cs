using AcMail.Storage;

namespace AcMail.Testing;

sealed class InMemorySyncReader(InMemoryMailStore store) : ISyncReader
{
    public ValueTask<IReadOnlyList<StoredMark>> GetMarksAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(ReplicaMarks.ListMarks, cancellationToken);

    public ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return store.ReadAsync(state => state.Locate(ids), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredTransfer>> GetTransfersAsync(
        IReadOnlyCollection<long>? ids = null, CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => state.ListTransfers(ids), cancellationToken);

    public ValueTask<IReadOnlyList<MailboxStanding>> GetStandingsAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(ReplicaMailboxes.ListStandings, cancellationToken);

    public ValueTask<SyncMemory> GetMemoryAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(ReplicaServer.Remember, cancellationToken);

    public ValueTask<IReadOnlyList<StoredPartials>> GetPartialsAsync(
        long maximumSize, DateTimeOffset receivedSince, CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => state.ListPartials(maximumSize, receivedSince), cancellationToken);

    public ValueTask<IReadOnlyList<bool>> MayHoldAsync(IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identities);
        return store.ReadAsync(state => state.MayHold(identities), cancellationToken);
    }
}
