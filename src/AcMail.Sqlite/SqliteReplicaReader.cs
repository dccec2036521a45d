using System.Runtime.CompilerServices;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reads committed state; every call is one SELECT or one transaction, and sees one state.</summary>
sealed class SqliteReplicaReader(AccountFiles files, StoreReading reading, ReaderPool readers) : IReplicaReader
{
    const int RowsAtATime = 256;

    public ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<StoredMailbox>>(MailboxQueries.ReadAll, cancellationToken);

    public ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        return reading.RunAsync(database => PlacementQueries.ReadUids(database, mailbox, uidValidity), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredPlacement>> GetPlacementsAsync(
        string mailbox, uint uidValidity, UidSet uids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        ArgumentNullException.ThrowIfNull(uids);
        return reading.RunAsync<IReadOnlyList<StoredPlacement>>(
            database => PlacementQueries.Read(database, mailbox, uidValidity, uids), cancellationToken);
    }

    public async IAsyncEnumerable<MessageInfo> QueryAsync(
        MessageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var lease = StoreFaults.Guard(files.Database, () => readers.Rent());
        if (StoreFaults.Guard(files.Database, () => MessageQueries.Prepare(lease.Database, query)) is not { } statement) yield break;
        using var rows = statement.Open();
        var mailboxes = new MailboxNames(lease.Database);
        List<MessageInfo> page;
        do
        {
            page = await Task.Run(
                () => StoreFaults.Guard(files.Database, () => MessageQueries.ReadPage(rows, mailboxes, RowsAtATime)), cancellationToken)
                .ConfigureAwait(false);
            foreach (var message in page) yield return message;
        }
        while (page.Count == RowsAtATime);
    }

    public ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default) =>
        reading.RunAsync(database => MessageQueries.Find(database, id), cancellationToken);

    public ValueTask<IReadOnlyList<MessageInfo>> GetRelatedAsync(
        IReadOnlyCollection<long> threadKeys, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(threadKeys);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return reading.RunAsync<IReadOnlyList<MessageInfo>>(database => MessageQueries.FindRelated(database, threadKeys, limit), cancellationToken);
    }

    public ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return reading.RunAsync(database => FeedQueries.Read(database, since, limit), cancellationToken);
    }
}
