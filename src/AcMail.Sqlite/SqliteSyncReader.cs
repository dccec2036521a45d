using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What the server does not know yet.</summary>
sealed class SqliteSyncReader(StoreReading reading) : ISyncReader
{
    public ValueTask<IReadOnlyList<StoredMark>> GetMarksAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<StoredMark>>(IntentQueries.ReadMarks, cancellationToken);

    public ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return reading.RunAsync<IReadOnlyList<MessagePlace>>(database => IntentQueries.Locate(database, ids), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredTransfer>> GetTransfersAsync(
        IReadOnlyCollection<long>? ids = null, CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<StoredTransfer>>(database => TransferQueries.Read(database, ids), cancellationToken);

    public ValueTask<IReadOnlyList<MailboxStanding>> GetStandingsAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<MailboxStanding>>(MailboxQueries.ReadStandings, cancellationToken);

    public ValueTask<SyncMemory> GetMemoryAsync(CancellationToken cancellationToken = default) => reading.RunAsync(ServerQueries.Read, cancellationToken);

    public ValueTask<IReadOnlyList<StoredPartials>> GetPartialsAsync(
        long maximumSize, DateTimeOffset receivedSince, CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<StoredPartials>>(
            database => ServerQueries.ReadPartials(database, maximumSize, receivedSince), cancellationToken);

    public ValueTask<IReadOnlyList<bool>> MayHoldAsync(IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identities);
        return reading.RunAsync<IReadOnlyList<bool>>(database => IdentityQueries.MayHold(database, identities), cancellationToken);
    }
}
