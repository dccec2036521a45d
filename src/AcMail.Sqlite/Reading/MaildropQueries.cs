using AcMail.Storage;

namespace AcMail.Sqlite;

static class MaildropQueries
{
    public static StoredMaildrop Read(SqliteDatabase database) =>
        database.InOneState(() => new StoredMaildrop(ReadState(database), ReadEntries(database)));

    public static HashSet<string> ReadDiscarded(SqliteDatabase database)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var rows = database.Prepare("""
            SELECT unique_id FROM drop_message WHERE state=?1
              AND NOT EXISTS(
                SELECT 1 FROM content c JOIN message m ON m.content_id=c.id JOIN mailbox b ON b.id=m.mailbox_id AND b.role<>?2
                WHERE c.sha256=drop_message.content)
            """).Bind(1, (long)DropState.Downloaded).Bind(2, (long)MailboxRole.Trash).Open();
        while (rows.Read()) ids.Add(rows.Text(0));
        return ids;
    }

    public static MaildropState ReadState(SqliteDatabase database)
    {
        using var rows = database.Prepare("SELECT clock, leap, last_login, login_delay, owner FROM maildrop").Open();
        return rows.Read()
            ? new()
            {
                Clock = Time(rows, 0), Leap = Time(rows, 1), LastLogin = Time(rows, 2), LoginDelay = rows.Int32(3), Owner = rows.IsNull(4) ? null : rows.Text(4),
            }
            : new();
    }

    static List<DropEntry> ReadEntries(SqliteDatabase database)
    {
        var entries = new List<DropEntry>();
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        using var rows = database.Prepare("""
            SELECT unique_id, state, content, size, downloaded_at, date, rule, missing_since, missing_count, doubtful FROM drop_message
            """).Open();
        while (rows.Read())
        {
            var rule = rows.Text(6);
            if (!rules.TryGetValue(rule, out var shared)) rules[rule] = shared = rule;
            entries.Add(new(rows.Text(0), (DropState)rows.Int32(1))
            {
                Content = rows.IsNull(2) ? null : new ContentKey(rows.Blob(2)),
                Size = rows.Int64(3),
                DownloadedAt = StoredDate.Restore(rows.Int64(4), 0),
                Date = Time(rows, 5),
                Rule = shared,
                MissingSince = Time(rows, 7),
                MissingCount = rows.Int32(8),
                Doubtful = rows.Int32(9) != 0,
            });
        }

        return entries;
    }

    static DateTimeOffset? Time(Rows rows, int column) => rows.IsNull(column) ? null : StoredDate.Restore(rows.Int64(column), 0);
}
