using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The ledger table.</summary>
sealed class SqliteMaildropReader(StoreReading reading) : IMaildropReader
{
    public ValueTask<StoredMaildrop> GetAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync(MaildropQueries.Read, cancellationToken);

    public ValueTask<MaildropState> GetStateAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync(MaildropQueries.ReadState, cancellationToken);

    public ValueTask<IReadOnlySet<string>> GetDiscardedAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlySet<string>>(MaildropQueries.ReadDiscarded, cancellationToken);
}
