using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Answers whether content is held, by one snapshot from commit to commit: a look-up that has to take and give back the database's locks costs
/// more than the look-up. What another process commits meanwhile is missed, which costs a second copy of the bytes and nothing else.
/// </summary>
/// <remarks>
/// A connection of its own: the other one is in the middle of a transaction while more is appended. A snapshot of before that would keep SQLite from emptying
/// its log after it, and the log would grow until the next rest; so there is none meanwhile.
/// </remarks>
sealed class HeldContents(AccountFiles files) : IDisposable
{
    const int CacheKilobytes = 2 * 1024;

    SqliteDatabase? _database;
    bool _reading;
    bool _isCommitting;

    SqliteDatabase Database => _database ??= DatabaseFile.Open(files, CacheKilobytes);

    public ContentPlace? Find(ContentKey key)
    {
        if (!_reading && !_isCommitting) Database.Prepare("BEGIN").Execute();
        _reading = !_isCommitting;
        return ContentIndex.Find(Database, key);
    }

    /// <summary>The database as it is now.</summary>
    public SqliteDatabase Newest()
    {
        EndSnapshot();
        return Database;
    }

    /// <summary>A commit begins: what was known before it no longer counts.</summary>
    public void BeginCommit()
    {
        EndSnapshot();
        _isCommitting = true;
    }

    public void EndCommit() => _isCommitting = false;

    /// <summary>Lets SQLite empty its log beyond what was known so far.</summary>
    public void EndSnapshot()
    {
        if (_reading) Database.Prepare("COMMIT").Execute();
        _reading = false;
    }

    /// <summary>Closes the connection until it is needed again.</summary>
    public void Rest()
    {
        Dispose();
        (_database, _reading) = (null, false);
    }

    public void Dispose() => _database?.Dispose();
}
