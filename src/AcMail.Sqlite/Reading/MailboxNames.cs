namespace AcMail.Sqlite;

/// <summary>The names of mailboxes by id, each read once.</summary>
/// <param name="database">The connection.</param>
/// <param name="sql">Selects the name by an id; it must be a constant.</param>
sealed class MailboxNames(SqliteDatabase database, string sql = MailboxNames.Here)
{
    /// <summary>The names on the server.</summary>
    public const string There = "SELECT coalesce(server_name, name) FROM mailbox WHERE id=?1";

    const string Here = "SELECT name FROM mailbox WHERE id=?1";

    readonly Dictionary<long, string> _names = [];

    public string this[long id]
    {
        get
        {
            if (_names.TryGetValue(id, out var known)) return known;
            using var rows = database.Prepare(sql).Bind(1, id).Open();
            return _names[id] = rows.Read() ? rows.Text(0) : "";
        }
    }
}
