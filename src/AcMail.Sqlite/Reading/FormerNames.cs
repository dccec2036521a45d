namespace AcMail.Sqlite;

/// <summary>The names that mailboxes had at a revision.</summary>
sealed class FormerNames(SqliteDatabase database)
{
    readonly Dictionary<(long Mailbox, long Revision), string> _names = [];

    public string this[long mailbox, long revision]
    {
        get
        {
            if (_names.TryGetValue((mailbox, revision), out var known)) return known;
            using var rows = database.Prepare("""
                SELECT coalesce(
                  (SELECT name FROM mailbox_former WHERE mailbox_id=?1 AND revision>=?2 ORDER BY revision LIMIT 1),
                  (SELECT name FROM mailbox WHERE id=?1), '')
                """).Bind(1, mailbox).Bind(2, revision).Open();
            rows.Read();
            return _names[(mailbox, revision)] = rows.Text(0);
        }
    }
}
