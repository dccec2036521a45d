using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite;

/// <summary>A message of the outbox as the former state had it.</summary>
readonly record struct FormerSending(long Id, OutboxMessage Message, string Reply)
{
    const int AtOnce = 1000;

    /// <summary>All of them, those that are not done first; of each kind up to the first that cannot be read.</summary>
    public static IEnumerable<FormerSending> ReadAll(SqliteDatabase former) => Read(former, HasRemainders(former) ? "is_remainder" : "0");

    static IEnumerable<FormerSending> Read(SqliteDatabase former, string remainder) =>
        [.. Read(former, remainder, "state<>3"), .. Read(former, remainder, "state=3")];

    /// <summary>A state that an earlier version wrote knows of none.</summary>
    static bool HasRemainders(SqliteDatabase former)
    {
        try
        {
            return former.Prepare("SELECT 1 FROM pragma_table_info('outbox') WHERE name='is_remainder'").Scalar() is not null;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    static IEnumerable<FormerSending> Read(SqliteDatabase former, string remainder, string condition)
    {
        List<FormerSending> page;
        for (long last = 0; ; last = page[^1].Id)
        {
            page = [];
            ReadPage(former, remainder, condition, last, page);
            foreach (var sending in page) yield return sending;
            if (page.Count < AtOnce) yield break;
        }
    }

    static void ReadPage(SqliteDatabase former, string remainder, string condition, long after, List<FormerSending> page)
    {
        try
        {
            using var rows = former.Prepare($"""
                SELECT outbox.id, sha256, state, message_id, sender, recipients, subject, queued_at, queued_offset, reply, {remainder}
                FROM outbox JOIN content ON content.id=content_id WHERE {condition} AND outbox.id>?1 ORDER BY outbox.id LIMIT ?2
                """).Bind(1, after).Bind(2, AtOnce).Open();
            while (rows.Read())
            {
                var message = new OutboxMessage(
                    new(rows.Blob(1)), rows.Text(3), rows.Text(4), rows.Text(5).Split('\n'), rows.Text(6), StoredDate.Restore(rows.Int64(7), rows.Int64(8)));
                page.Add(new(rows.Int64(0), message with { State = (OutboxState)rows.Int32(2), IsRemainder = rows.Int32(10) != 0 }, rows.Text(9)));
            }
        }
        catch (SqliteException)
        {
            // What was read of it is restored.
        }
    }
}
