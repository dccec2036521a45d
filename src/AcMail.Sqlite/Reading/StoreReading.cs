namespace AcMail.Sqlite;

/// <summary>Runs readings on a connection of the pool, away from the caller's thread.</summary>
sealed class StoreReading(AccountFiles files, ReaderPool readers)
{
    public async ValueTask<T> RunAsync<T>(Func<SqliteDatabase, T> read, CancellationToken cancellationToken) =>
        await Task.Run(
            () => StoreFaults.Guard(files.Database, () =>
            {
                using var lease = readers.Rent();
                return read(lease.Database);
            }),
            cancellationToken).ConfigureAwait(false);
}
