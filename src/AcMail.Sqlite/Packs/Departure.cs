using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// A message of the outbox left those that wait, for the <paramref name="Number"/>th time. That is noted in a pack too, so that a state of before, put back, does not
/// send it again.
/// </summary>
/// <param name="Id">The entry.</param>
/// <param name="Content">Its content.</param>
/// <param name="Number">How often it left; 0 before the first time.</param>
/// <param name="QueuedAt">When it was enqueued.</param>
readonly record struct Departure(long Id, ContentKey Content, uint Number, DateTimeOffset QueuedAt)
{
    /// <summary>The origin that notes it: that of the outbox, with the number in place of a UIDVALIDITY.</summary>
    public ContentOrigin Origin => new("", Number, 0, default, QueuedAt, "");

    /// <summary>How often the content of a record had left the outbox by then.</summary>
    public static uint NumberOf(ContentOrigin origin) => origin is { Mailbox: "", UniqueId: "", Uid: 0 } ? origin.UidValidity : 0;

    /// <summary>An entry, as the state has it.</summary>
    public static Departure? Read(SqliteDatabase database, long id)
    {
        using var rows = database.Prepare("""
            SELECT sha256, departures, queued_at, queued_offset FROM outbox JOIN content ON content.id=content_id WHERE outbox.id=?1
            """).Bind(1, id).Open();
        return rows.Read() ? new Departure(id, new(rows.Blob(0)), (uint)rows.Int64(1), StoredDate.Restore(rows.Int64(2), rows.Int64(3))) : null;
    }

    /// <summary>The entries that a record tells to have left, and that wait by the state: it is older than the record.</summary>
    public static IEnumerable<Departure> Unheard(SqliteDatabase database, ScannedRecord record)
    {
        if (NumberOf(record.Origin) is not (> 0 and var number)) return [];
        var unheard = new List<Departure>();
        using var rows = database.Prepare("""
            SELECT outbox.id FROM outbox JOIN content ON content.id=content_id WHERE sha256=?1 AND state=?2 AND departures<?3
            """).Bind(1, record.Record.Key).Bind(2, (long)OutboxState.Queued).Bind(3, number).Open();
        while (rows.Read()) unheard.Add(new(rows.Int64(0), record.Record.Key, number, record.Origin.InternalDate));
        return unheard;
    }
}
