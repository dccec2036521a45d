namespace AcMail.Sqlite;

/// <summary>The names of mailboxes by id, each read once.</summary>
sealed class MailboxNames(SqliteDatabase database)
{
    readonly Dictionary<long, string> _names = [];

    public string this[long id]
    {
        get
        {
            if (_names.TryGetValue(id, out var known)) return known;
            using var rows = database.Prepare("SELECT name FROM mailbox WHERE id=?1").Bind(1, id).Open();
            return _names[id] = rows.Read() ? rows.Text(0) : "";
        }
    }
}
