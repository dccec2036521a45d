using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AcMail.Sqlite;

/// <summary>One connection and its prepared statements. Used by one task at a time, so that SQLite need not lock anything of it.</summary>
sealed class SqliteDatabase : IDisposable
{
    const int BusyMilliseconds = 15_000;

    readonly sqlite3 _handle;
    readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    // It loads the native library.
    static SqliteDatabase() => RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle);

    SqliteDatabase(sqlite3 handle) => _handle = handle;

    public static SqliteDatabase Open(string path, int cacheKilobytes) => Open(path, cacheKilobytes, raw.SQLITE_OPEN_READWRITE);

    /// <summary>
    /// Opens it without writing anything. Without a log SQLite must be told that nobody else writes, or it wants to make a file beside it even to read.
    /// </summary>
    public static SqliteDatabase OpenReadOnly(string path, int cacheKilobytes)
    {
        var hasLog = new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };
        return Open($"{UriOf(path)}{(hasLog ? "?mode=ro" : "?immutable=1")}", cacheKilobytes, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
    }

    /// <summary>.NET's own reads a <c>%41</c> in a path as the letter that it would stand for.</summary>
    static string UriOf(string path)
    {
        var levels = string.Join('/', Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
        return levels.StartsWith('/') ? $"file://{levels}" : $"file:///{levels}";
    }

    static SqliteDatabase Open(string path, int cacheKilobytes, int access)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, access | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            SqliteException.ThrowExceptionForRC(code, handle);
            var database = new SqliteDatabase(handle);
            raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
            // What macOS calls fsync leaves it in the drive's own memory; .NET flushes packs in full there.
            database.Run($"PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA cache_size=-{cacheKilobytes}; PRAGMA temp_store=MEMORY");
            return database;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The prepared form of <paramref name="sql"/>, which must be a constant: it is told apart by reference.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new(_handle, sql);
        return statement;
    }

    /// <summary>Runs one or several statements once.</summary>
    public void Run(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_handle, sql), _handle);

    public long Pragma(string name)
    {
        using var statement = new Statement(_handle, $"PRAGMA {name}");
        return statement.Scalar() ?? 0;
    }

    public long LastId => raw.sqlite3_last_insert_rowid(_handle);

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
            if (raw.sqlite3_get_autocommit(_handle) == 0) _ = raw.sqlite3_exec(_handle, "ROLLBACK");
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
        _handle.Dispose();
    }
}
