using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reads what is remembered of a server.</summary>
static class ServerQueries
{
    internal const string Partials = """
        SELECT mailbox_id, uid_validity, uid FROM message INDEXED BY message_header_of
        WHERE header_of IS NOT NULL AND uid_validity>=0 AND mailbox_id>0 AND whole_size<=?1 AND internal_date>=?2 ORDER BY mailbox_id, uid_validity, uid
        """;

    public static SyncMemory Read(SqliteDatabase database)
    {
        database.Prepare("BEGIN").Execute();
        try
        {
            var names = new MailboxNames(database, MailboxNames.There);
            return new(ReadDistrusts(database), ReadQuarantine(database, names), ReadHeld(database, names)) { Owner = ReadOwner(database) };
        }
        finally
        {
            database.Prepare("COMMIT").Execute();
        }
    }

    public static List<StoredPartials> ReadPartials(SqliteDatabase database, long maximumSize, DateTimeOffset receivedSince)
    {
        var partials = new List<StoredPartials>();
        var names = new MailboxNames(database, MailboxNames.There);
        using var rows = database.Prepare(Partials).Bind(1, maximumSize).Bind(2, receivedSince.UtcTicks).Open();
        var found = new List<(long Mailbox, uint UidValidity, uint Uid)>();
        while (rows.Read()) found.Add((rows.Int64(0), (uint)rows.Int64(1), (uint)rows.Int64(2)));
        foreach (var group in found.GroupBy(f => (f.Mailbox, f.UidValidity)))
            partials.Add(new(names[group.Key.Mailbox], group.Key.UidValidity, UidSet.Of(group.Select(f => f.Uid))));
        return partials;
    }

    static string? ReadOwner(SqliteDatabase database)
    {
        using var rows = database.Prepare("SELECT owner FROM mirror").Open();
        return rows.Read() ? rows.Text(0) : null;
    }

    static List<Distrust> ReadDistrusts(SqliteDatabase database)
    {
        var distrusts = new List<Distrust>();
        using var rows = database.Prepare("SELECT promise, reason, since, until, times FROM distrust ORDER BY promise").Open();
        while (rows.Read())
        {
            distrusts.Add(new(
                (ServerPromise)rows.Int32(0), (DistrustReason)rows.Int32(1), StoredDate.Restore(rows.Int64(2), 0), StoredDate.Restore(rows.Int64(3), 0),
                rows.Int32(4)));
        }

        return distrusts;
    }

    static List<QuarantinedMessage> ReadQuarantine(SqliteDatabase database, MailboxNames names)
    {
        var quarantine = new List<QuarantinedMessage>();
        using var rows = database.Prepare("""
            SELECT mailbox_id, uid_validity, uid, kind, reply, attempts, since, next_try FROM quarantine ORDER BY mailbox_id, uid_validity, uid
            """).Open();
        while (rows.Read())
        {
            quarantine.Add(new(
                names[rows.Int64(0)], (uint)rows.Int64(1), (uint)rows.Int64(2), (MailErrorKind)rows.Int32(3), rows.Text(4), rows.Int32(5),
                StoredDate.Restore(rows.Int64(6), 0), StoredDate.Restore(rows.Int64(7), 0)));
        }

        return quarantine;
    }

    static List<HeldRemoval> ReadHeld(SqliteDatabase database, MailboxNames names)
    {
        var held = new List<HeldRemoval>();
        using var rows = database.Prepare("SELECT mailbox_id, uid_validity, uids, others FROM held_removal ORDER BY mailbox_id").Open();
        while (rows.Read()) held.Add(new(names[rows.Int64(0)], (uint)rows.Int64(1), UidSet.Parse(rows.Text(2)), rows.Int32(3)));
        return held;
    }
}
