using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What the server does not know yet.</summary>
sealed class SqliteIntentReader(StoreReading reading) : IIntentReader
{
    public ValueTask<IReadOnlyList<StoredMark>> GetMarksAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<StoredMark>>(IntentQueries.ReadMarks, cancellationToken);

    public ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return reading.RunAsync<IReadOnlyList<MessagePlace>>(database => IntentQueries.Locate(database, ids), cancellationToken);
    }
}
