using AcMail.Storage;

namespace AcMail.Sqlite;

static class MailboxQueries
{
    public static List<StoredMailbox> ReadAll(SqliteDatabase database)
    {
        var mailboxes = new List<StoredMailbox>();
        using var rows = database.Prepare("""
            SELECT name, delimiter, role, selectable, uid_validity, uid_next, highest_modseq, messages, unseen, changed_since, floor, scanned_at, object_id,
              server_name, coalesce(chosen, subscribed),
              messages-(SELECT count(*) FROM transfer WHERE here=mailbox.id)+(SELECT count(*) FROM transfer WHERE there_mailbox=mailbox.id)
            FROM mailbox WHERE listed=1 ORDER BY id
            """).Open();
        while (rows.Read())
        {
            var checkpoint = rows.IsNull(4)
                ? null
                : new MailboxCheckpoint((uint)rows.Int64(4), (uint)rows.Int64(5), unchecked((ulong)rows.Int64(6)))
                {
                    ChangedSince = unchecked((ulong)rows.Int64(9)), Floor = (uint)rows.Int64(10),
                    ScannedAt = rows.IsNull(11) ? null : StoredDate.Restore(rows.Int64(11), 0),
                };
            mailboxes.Add(new(rows.Text(0), rows.IsNull(1) ? null : (char)rows.Int32(1), (MailboxRole)rows.Int32(2), rows.Int32(3) != 0,
                checkpoint, rows.Int32(7), rows.Int32(8))
            {
                ObjectId = rows.Text(12), ServerName = rows.IsNull(13) ? null : rows.Text(13), IsSubscribed = rows.Int32(14) != 0,
                Placements = rows.Int32(15),
            });
        }

        return mailboxes;
    }

    public static List<MailboxStanding> ReadStandings(SqliteDatabase database)
    {
        var standings = new List<MailboxStanding>();
        using var rows = database.Prepare("""
            SELECT CASE WHEN listed=1 THEN name END, server_name, delimiter, chosen FROM mailbox
            WHERE CASE WHEN listed=1 THEN name IS NOT server_name OR chosen IS NOT NULL ELSE server_name IS NOT NULL END ORDER BY id
            """).Open();
        while (rows.Read())
        {
            standings.Add(new(rows.IsNull(0) ? null : rows.Text(0), rows.IsNull(1) ? null : rows.Text(1), rows.IsNull(2) ? null : (char)rows.Int32(2))
            {
                Subscribed = rows.IsNull(3) ? null : rows.Int32(3) != 0,
            });
        }

        return standings;
    }
}
