using AcMail.Storage;

namespace AcMail.Testing;

sealed class InMemoryMaildropReader(InMemoryMailStore store) : IMaildropReader
{
    public ValueTask<StoredMaildrop> GetAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(state => new StoredMaildrop(state.Maildrop, [.. state.Ledger.Values]), cancellationToken);

    public ValueTask<MaildropState> GetStateAsync(CancellationToken cancellationToken = default) => store.ReadAsync(state => state.Maildrop, cancellationToken);

    public ValueTask<IReadOnlySet<string>> GetDiscardedAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync(ReplicaQueries.ListDiscarded, cancellationToken);
}
