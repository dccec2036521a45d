using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Answers whether content is held, by one snapshot from commit to commit: a look-up that has to take and give back the database's locks costs
/// more than the look-up. What another process commits meanwhile is missed, which costs a second copy of the bytes and nothing else.
/// </summary>
/// <remarks>A connection of its own: whoever claims a pack has to see its newest length.</remarks>
sealed class HeldContents(AccountFiles files) : IDisposable
{
    const int CacheKilobytes = 2 * 1024;

    SqliteDatabase? _database;
    bool _reading;

    public ContentPlace? Find(ContentKey key)
    {
        _database ??= DatabaseFile.Open(files, CacheKilobytes);
        if (!_reading) _database.Prepare("BEGIN").Execute();
        _reading = true;
        return ContentIndex.Find(_database, key);
    }

    /// <summary>Ends the snapshot: the next look-up begins one of its own.</summary>
    public void EndSnapshot()
    {
        if (_reading) _database!.Prepare("COMMIT").Execute();
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
