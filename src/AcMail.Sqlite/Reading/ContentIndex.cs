using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Looks up where committed content is.</summary>
static class ContentIndex
{
    public static ContentPlace? Find(SqliteDatabase database, ContentKey key)
    {
        using var rows = database.Prepare("SELECT pack, offset, length FROM content WHERE sha256=?1").Bind(1, key).Open();
        return rows.Read() ? new(rows.Int32(0), rows.Int64(1), rows.Int64(2)) : null;
    }

    public static List<ContentKey> ReadUnindexed(SqliteDatabase database, int limit)
    {
        var keys = new List<ContentKey>();
        using var rows = database.Prepare($"SELECT sha256 FROM content INDEXED BY content_unread WHERE {Schema.IsUnread} ORDER BY id LIMIT ?1").Bind(1, limit).Open();
        while (rows.Read()) keys.Add(new(rows.Blob(0)));
        return keys;
    }
}
