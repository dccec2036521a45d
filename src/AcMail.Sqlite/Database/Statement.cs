using System.Buffers;
using System.Text;
using AcMail.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AcMail.Sqlite;

/// <summary>A statement, prepared when it is first used, and reused. It spares the allocations that ADO.NET makes per row.</summary>
sealed class Statement(sqlite3 database, string sql) : IDisposable
{
    sqlite3_stmt? _prepared;

    sqlite3_stmt Prepared => _prepared ??= Prepare();

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(Prepared, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } known ? Bind(index, known) : BindNull(index);

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(Prepared, index));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(Prepared, index, value));
        return this;
    }

    public Statement Bind(int index, ContentKey value)
    {
        Span<byte> hash = stackalloc byte[ContentKey.Length];
        value.CopyTo(hash);
        return Bind(index, hash);
    }

    public Statement Bind(int index, string value)
    {
        if (value.Length == 0)
        {
            // An empty span would be bound as NULL.
            Check(raw.sqlite3_bind_text(Prepared, index, utf8z.FromSpan("\0"u8)));
            return this;
        }

        const int small = 512;
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > small ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[small];
        Check(raw.sqlite3_bind_text(Prepared, index, buffer[..Encoding.UTF8.GetBytes(value, buffer)]));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Runs a statement that returns nothing, and says how many rows it changed.</summary>
    public int Execute()
    {
        using var rows = Open();
        while (rows.Read())
        {
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>The first column of the first row, or <see langword="null"/> where there is none.</summary>
    public long? Scalar()
    {
        using var rows = Open();
        return rows.Read() && !rows.IsNull(0) ? rows.Int64(0) : null;
    }

    public Rows Open() => new(database, Prepared);

    public void Dispose() => _prepared?.Dispose();

    sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        return prepared;
    }

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }
}
