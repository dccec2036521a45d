using System.Globalization;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reads what the server does not know yet.</summary>
static class IntentQueries
{
    const string Marks = $"""
        SELECT {FlagRows.Columns}, mailbox_id, uid_validity, uid FROM message INDEXED BY message_marked
        WHERE {Schema.IsMarked} ORDER BY mailbox_id, uid_validity, uid
        """;

    public static List<StoredMark> ReadMarks(SqliteDatabase database)
    {
        var names = new MailboxNames(database);
        var marks = new List<StoredMark>();
        using var rows = database.Prepare(Marks).Open();
        while (rows.Read())
        {
            marks.Add(new(
                names[rows.Int64(FlagRows.Count)], (uint)rows.Int64(FlagRows.Count + 1), (uint)rows.Int64(FlagRows.Count + 2), FlagRows.Read(rows, 1)));
        }

        return marks;
    }

    public static List<MessagePlace> Locate(SqliteDatabase database, IReadOnlyCollection<long> ids)
    {
        var names = new MailboxNames(database);
        var places = new List<MessagePlace>();
        // One parameter for all of them, so that they are read in one state.
        var list = $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
        using var rows = database.Prepare("""
            SELECT m.id, m.mailbox_id, m.uid_validity, m.uid FROM (SELECT DISTINCT value FROM json_each(?1)) j CROSS JOIN message m ON m.id=j.value
            """).Bind(1, list).Open();
        while (rows.Read()) places.Add(new(rows.Int64(0), names[rows.Int64(1)], (uint)rows.Int64(2), (uint)rows.Int64(3)));
        return places;
    }
}
