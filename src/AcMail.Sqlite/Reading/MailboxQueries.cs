using AcMail.Storage;

namespace AcMail.Sqlite;

static class MailboxQueries
{
    public static List<StoredMailbox> ReadAll(SqliteDatabase database)
    {
        var mailboxes = new List<StoredMailbox>();
        using var rows = database.Prepare("""
            SELECT name, delimiter, role, selectable, uid_validity, uid_next, highest_modseq, messages, unseen, changed_since, floor, scanned_at, object_id
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
                checkpoint, rows.Int32(7), rows.Int32(8)) { ObjectId = rows.Text(12) });
        }

        return mailboxes;
    }
}
