using System.Buffers.Binary;
using System.Globalization;

namespace AcMail.Sqlite;

/// <summary>The database as a file: what it is, before SQLite touches it, and how it comes into being.</summary>
static class DatabaseFile
{
    const int WriterCache = 6 * 1024;

    // 64 MB. A first synchronisation changes the same pages again and again; the longer the log, the fewer of them are copied twice.
    const int LogPages = 4096;

    static readonly string[] Logs = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Whether there is a database of ours. Only to be called where no connection is open in any process: closing the file would drop
    /// the locks that SQLite holds on it in this process.
    /// </summary>
    /// <exception cref="MailException">It is foreign, newer, or lost.</exception>
    public static bool Exists(AccountFiles files)
    {
        Span<byte> header = stackalloc byte[108];
        var length = Peek(files.Database, header);
        if (length > 0 && !header.StartsWith("SQLite format 3\0"u8)) throw StoreTexts.Foreign(files.Database);
        var application = BinaryPrimitives.ReadInt32BigEndian(header[68..]);
        var version = BinaryPrimitives.ReadInt32BigEndian(header[60..]);
        var cells = BinaryPrimitives.ReadUInt16BigEndian(header[103..]);
        var hasLog = File.Exists(files.Database + "-wal") || File.Exists(files.Database + "-journal");
        if (length <= 0 || (application == 0 && version == 0 && cells == 0 && !hasLog))
            return files.HoldsContent() ? throw StoreTexts.DatabaseMissing(files.Database) : false;
        if (application != Schema.ApplicationId) throw StoreTexts.Foreign(files.Database);
        if (version > Schema.Steps.Count) throw StoreTexts.Newer(files.Database, version);
        return true;
    }

    /// <summary>Makes an empty database, whole or not at all. The caller holds the open-lock exclusively.</summary>
    public static void Create(AccountFiles files)
    {
        using (CreateNew(files))
        {
        }

        Publish(files, files.NewDatabase);
    }

    /// <summary>Starts a database under its temporary name.</summary>
    public static SqliteDatabase CreateNew(AccountFiles files)
    {
        RemoveWithLogs(files.NewDatabase);
        // SQLite gives the mode of this file to those that it puts beside it.
        PrivateFile.Open(files.NewDatabase, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
        var database = SqliteDatabase.Open(files.NewDatabase, WriterCache);
        try
        {
            // Until it has a name nothing is lost with it; each step would wait for the disk five times.
            database.Run("PRAGMA page_size=16384; PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
            database.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={Schema.ApplicationId}"));
            Migrations.Apply(database, files.NewDatabase);
            database.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Marks a new database as finished: it holds all that is known from here on.</summary>
    public static void Finish(AccountFiles files)
    {
        Flush(files.NewDatabase);
        File.Move(files.NewDatabase, files.RebuiltDatabase, overwrite: true);
        DirectorySync.Flush(files.Folder);
    }

    /// <summary>Gives a finished database its final name.</summary>
    public static void Publish(AccountFiles files, string finished)
    {
        Flush(finished);
        // A log of a former file would be replayed into this one.
        foreach (var suffix in Logs) File.Delete(files.Database + suffix);
        File.Move(finished, files.Database, overwrite: true);
        DirectorySync.Flush(files.Folder);
        DirectorySync.Flush(Path.GetDirectoryName(files.Folder)!);
    }

    public static SqliteDatabase Open(AccountFiles files, int cacheKilobytes) =>
        files.IsReadOnly ? SqliteDatabase.OpenReadOnly(files.Database, cacheKilobytes) : SqliteDatabase.Open(files.Database, cacheKilobytes);

    public static SqliteDatabase OpenWriter(AccountFiles files)
    {
        var database = Open(files, WriterCache);
        try
        {
            // What a rebuild had finished and not put in its place grows old as soon as anybody goes on with what is there.
            if (!files.IsReadOnly) File.Delete(files.RebuiltDatabase);
            Migrations.Apply(database, files.Database);
            database.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint={LogPages}"));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    static void RemoveWithLogs(string path)
    {
        File.Delete(path);
        foreach (var suffix in Logs) File.Delete(path + suffix);
    }

    static int Peek(string path, Span<byte> header)
    {
        if (!File.Exists(path)) return -1;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, header, 0);
    }
}
