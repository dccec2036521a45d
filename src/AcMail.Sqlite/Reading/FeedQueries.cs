using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Reads what changed after a revision, at the cost of what there is to tell.</summary>
static class FeedQueries
{
    const int Renamed = 0, Appearing = 1, Removed = 2, Arrived = 3, Changed = 4, Disappearing = 5;

    public const string Arrivals = MessageSql.Columns + ", m.arrived FROM message m INDEXED BY message_arrived" + MessageSql.Joins
        + "WHERE m.arrived>?1 AND m.mailbox_id>0 ORDER BY m.arrived, m.id";
    public const string Alterations = MessageSql.Columns + ", m.changed, m.arrived FROM message m INDEXED BY message_changed" + MessageSql.Joins
        + "WHERE m.changed>?1 AND m.changed>0 AND m.mailbox_id>0 ORDER BY m.changed, m.id";

    public const string Removals = "SELECT revision, message_id, mailbox_id, arrived FROM removal WHERE revision>?1 ORDER BY revision, message_id, mailbox_id";

    public static ChangePage Read(SqliteDatabase database, long since, int limit) => database.InOneState(() =>
    {
        var (origin, revision, forgotten) = ReadPresent(database);
        if (since < origin + forgotten || since > origin + revision) return new ChangePage([], origin + revision) { IsBehind = true };
        var (from, reached) = (since - origin, since - origin);
        if (from == revision) return new([], since);

        var changes = new List<MailChange>();
        foreach (var entry in FeedEntry.Merge(
            ReadFormerNames(database, from), ReadMailboxes(database, from), ReadRemovals(database, from), ReadArrivals(database, from), ReadAlterations(database, from)))
        {
            if (changes.Count >= limit && entry.Revision > reached) return new(changes, origin + reached) { HasMore = true };
            if (entry.Change is { } change) changes.Add(change);
            reached = entry.Revision;
        }

        return new(changes, origin + revision);
    });

    static (long Origin, long Revision, long Forgotten) ReadPresent(SqliteDatabase database)
    {
        using var rows = database.Prepare("SELECT origin, revision, forgotten FROM feed").Open();
        rows.Read();
        return (rows.Int64(0), rows.Int64(1), rows.Int64(2));
    }

    static IEnumerable<FeedEntry> ReadArrivals(SqliteDatabase database, long since)
    {
        var names = new MailboxNames(database);
        using var rows = database.Prepare(Arrivals).Bind(1, since).Open();
        while (rows.Read()) yield return new(rows.Int64(MessageSql.ColumnCount), Arrived, new MessageArrived(MessageQueries.Read(rows, names)));
    }

    static IEnumerable<FeedEntry> ReadAlterations(SqliteDatabase database, long since)
    {
        var names = new MailboxNames(database);
        using var rows = database.Prepare(Alterations).Bind(1, since).Open();
        while (rows.Read())
            yield return new(rows.Int64(MessageSql.ColumnCount), Changed, rows.Int64(MessageSql.ColumnCount + 1) <= since ? new MessageChanged(MessageQueries.Read(rows, names)) : null);
    }

    static IEnumerable<FeedEntry> ReadRemovals(SqliteDatabase database, long since)
    {
        var names = new FormerNames(database);
        using var rows = database.Prepare(Removals).Bind(1, since).Open();
        while (rows.Read())
            yield return new(rows.Int64(0), Removed, rows.Int64(3) <= since ? new MessageRemoved(rows.Int64(1), names[rows.Int64(2), rows.Int64(0)]) : null);
    }

    static IEnumerable<FeedEntry> ReadFormerNames(SqliteDatabase database, long since)
    {
        using var rows = database.Prepare("SELECT revision, name FROM mailbox_former WHERE revision>?1 ORDER BY revision").Bind(1, since).Open();
        while (rows.Read()) yield return new(rows.Int64(0), Renamed, new MailboxDisappeared(rows.Text(1)));
    }

    static IEnumerable<FeedEntry> ReadMailboxes(SqliteDatabase database, long since)
    {
        var entries = new List<FeedEntry>();
        using (var rows = database.Prepare("""
            SELECT name, delimiter, role, selectable, messages, unseen, listed, appeared, changed, coalesce(chosen, subscribed) FROM mailbox WHERE appeared>?1 OR changed>?1
            """).Bind(1, since).Open())
        {
            while (rows.Read())
                entries.Add(ReadMailbox(rows, since));
        }

        return entries.OrderBy(e => e.Revision).ThenBy(e => e.Rank);
    }

    static FeedEntry ReadMailbox(Rows rows, long since)
    {
        var (listed, appeared, changed) = (rows.Int32(6) != 0, rows.Int64(7), rows.Int64(8));
        // It may have been listed, unlisted and listed again before, so that whoever reads may know it.
        if (!listed) return new(changed, Disappearing, new MailboxDisappeared(rows.Text(0)));
        var mailbox = new MailboxInfo(
            rows.Text(0), rows.IsNull(1) ? null : (char)rows.Int32(1), (MailboxRole)rows.Int32(2), rows.Int32(3) != 0, rows.Int32(4), rows.Int32(5))
        {
            IsSubscribed = rows.Int32(9) != 0,
        };
        return appeared > since ? new(appeared, Appearing, new MailboxAppeared(mailbox)) : new(changed, Appearing, new MailboxChanged(mailbox));
    }
}
