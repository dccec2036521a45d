using System.Runtime.CompilerServices;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Every call reads one state.</summary>
sealed class InMemoryReplicaReader(InMemoryMailStore store) : IReplicaReader
{
    public ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(ReplicaQueries.ListMailboxes, cancellationToken);

    public ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        return store.ReadAsync(state => state.ListUids(mailbox, uidValidity), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredPlacement>> GetPlacementsAsync(
        string mailbox, uint uidValidity, UidSet uids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        ArgumentNullException.ThrowIfNull(uids);
        return store.ReadAsync(state => state.ListPlacements(mailbox, uidValidity, uids), cancellationToken);
    }

    public async IAsyncEnumerable<MessageInfo> QueryAsync(
        MessageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var state = await store.ReadAsync(state => state, cancellationToken).ConfigureAwait(false);
        foreach (var message in state.Query(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return message;
        }
    }

    public ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => state.Find(id), cancellationToken);

    public ValueTask<IReadOnlyList<MessageInfo>> GetRelatedAsync(
        IReadOnlyCollection<long> threadKeys, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(threadKeys);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return store.ReadAsync(state => state.ListRelated(threadKeys, limit), cancellationToken);
    }

    public ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return store.ReadAsync(state => state.ListChanges(since, limit), cancellationToken);
    }
}
