namespace AcMail.Sqlite;

/// <summary>Runs readings on a connection of the pool, away from threads that may draw windows.</summary>
sealed class StoreReading(AccountFiles files, ReaderPool readers)
{
    public ValueTask<T> RunAsync<T>(Func<SqliteDatabase, T> read, CancellationToken cancellationToken)
    {
        // A thread of the pool may wait for the disk; handing over to another takes longer than most readings, above all on a busy machine.
        if (!Thread.CurrentThread.IsThreadPoolThread || SynchronizationContext.Current is not null) return new(Task.Run(Read, cancellationToken));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        try
        {
            return new(Read());
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }

        T Read() => StoreFaults.Guard(files.Database, () =>
        {
            using var lease = readers.Rent();
            return read(lease.Database);
        });
    }
}
