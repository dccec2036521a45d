using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reads what the server does not know yet.</summary>
static class IntentQueries
{
    internal const string Marks = $"""
        SELECT {FlagRows.Columns}, mailbox_id, uid_validity, uid FROM message INDEXED BY message_marked
        WHERE {Schema.IsMarked} AND mailbox_id>0 AND uid_validity>=0
        UNION ALL
        SELECT {FlagRows.Columns}, there_mailbox, there_validity, there_uid
        FROM (SELECT message_id, there_mailbox, there_validity, there_uid FROM transfer WHERE here IS NOT NULL AND there_mailbox IS NOT NULL AND attempt_mailbox IS NULL)
          CROSS JOIN message ON id=message_id
        WHERE {Schema.IsMarked}
        ORDER BY mailbox_id, uid_validity, uid
        """;

    public static List<StoredMark> ReadMarks(SqliteDatabase database)
    {
        var names = new MailboxNames(database, "SELECT server_name FROM mailbox WHERE id=?1");
        // However many messages are changed, the states of their flags are few.
        var found = new Dictionary<(long Mailbox, uint UidValidity, FlagState Flags), List<uint>>();
        using var rows = database.Prepare(Marks).Open();
        while (rows.Read())
        {
            var key = (rows.Int64(FlagRows.Count), (uint)rows.Int64(FlagRows.Count + 1), FlagRows.Read(rows, 1));
            if (!found.TryGetValue(key, out var uids)) found[key] = uids = [];
            uids.Add((uint)rows.Int64(FlagRows.Count + 2));
        }

        return [.. found.Select(f => new StoredMark(names[f.Key.Mailbox], f.Key.UidValidity, UidSet.Of(f.Value), f.Key.Flags))];
    }

    public static List<MessagePlace> Locate(SqliteDatabase database, IReadOnlyCollection<long> ids)
    {
        var names = new MailboxNames(database);
        var places = new List<MessagePlace>();
        using var rows = database.Prepare("""
            SELECT m.id, m.mailbox_id, m.uid_validity, m.uid FROM (SELECT DISTINCT value FROM json_each(?1)) j CROSS JOIN message m ON m.id=j.value
            WHERE m.mailbox_id>0
            """).Bind(1, IdList.Write(ids)).Open();
        while (rows.Read()) places.Add(new(rows.Int64(0), names[rows.Int64(1)], (uint)Math.Max(rows.Int64(2), 0), rows.Int64(2) == Schema.Unplaced ? 0 : (uint)rows.Int64(3)));
        return places;
    }
}
