using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AcMail.Sqlite;

/// <summary>One connection and its prepared statements. Used by one task at a time.</summary>
sealed class SqliteDatabase : IDisposable
{
    const int BusyMilliseconds = 15_000;

    readonly SqliteConnection _connection;
    readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    SqliteDatabase(SqliteConnection connection) => _connection = connection;

    sqlite3 Handle => _connection.Handle!;

    public static SqliteDatabase Open(string path, int cacheKilobytes, bool create = false)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Pooling = false, Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
        }.ConnectionString);
        try
        {
            connection.Open();
            var database = new SqliteDatabase(connection);
            raw.sqlite3_busy_timeout(database.Handle, BusyMilliseconds);
            database.Run($"PRAGMA synchronous=FULL; PRAGMA cache_size=-{cacheKilobytes}; PRAGMA temp_store=MEMORY");
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared form of <paramref name="sql"/>, which must be a constant: it is told apart by reference.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new(Handle, sql);
        return statement;
    }

    /// <summary>Runs one or several statements once.</summary>
    public void Run(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    public long Pragma(string name)
    {
        using var statement = new Statement(Handle, $"PRAGMA {name}");
        return statement.Scalar() ?? 0;
    }

    public long LastId => raw.sqlite3_last_insert_rowid(Handle);

    /// <summary>Runs <paramref name="action"/> in one transaction; where it fails, nothing of it is left.</summary>
    public void Transact(Action action)
    {
        Prepare("BEGIN IMMEDIATE").Execute();
        try
        {
            action();
            Prepare("COMMIT").Execute();
        }
        catch
        {
            // Some failures have rolled back already.
            if (raw.sqlite3_get_autocommit(Handle) == 0) _ = raw.sqlite3_exec(Handle, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Lets the statements of <paramref name="read"/> see one state.</summary>
    public T InOneState<T>(Func<T> read)
    {
        Prepare("BEGIN").Execute();
        try
        {
            return read();
        }
        finally
        {
            Prepare("COMMIT").Execute();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }
}
