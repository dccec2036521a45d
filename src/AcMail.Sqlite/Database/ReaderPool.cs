using System.Collections.Concurrent;

namespace AcMail.Sqlite;

/// <summary>Connections for reading, so that readers wait neither for each other nor for the writer.</summary>
sealed class ReaderPool(AccountFiles files, RestTimer rest) : IDisposable
{
    const int Kept = 4, CacheKilobytes = 1024;

    readonly ConcurrentBag<SqliteDatabase> _idle = [];
    volatile bool _disposed;

    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteMailStore));
        return new(this, _idle.TryTake(out var database) ? database : DatabaseFile.Open(files, CacheKilobytes));
    }

    /// <summary>Closes the connections that nobody uses.</summary>
    public void Rest()
    {
        while (_idle.TryTake(out var database)) database.Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        Rest();
    }

    void Return(SqliteDatabase database)
    {
        if (_idle.Count >= Kept) database.Dispose();
        else _idle.Add(database);
        if (_disposed) Rest();
        rest.Used();
    }

    /// <summary>A connection for one reading.</summary>
    public readonly struct Lease(ReaderPool pool, SqliteDatabase database) : IDisposable
    {
        public SqliteDatabase Database => database;

        public void Dispose() => pool.Return(database);
    }
}
