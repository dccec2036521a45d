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
    /// <summary>The origin that notes it: that of the outbox, with the number in place of a UIDVALIDITY and the entry in place of a UID.</summary>
    public ContentOrigin Origin => new("", Number, (uint)Id, default, QueuedAt, "");

    /// <summary>How often the entry of a record had left by then; 0 where it is no such note.</summary>
    public static uint NumberOf(ContentOrigin origin) => origin is { Mailbox: "", UniqueId: "" } ? origin.UidValidity : 0;

    /// <summary>An entry, as the state has it.</summary>
    public static Departure? Read(SqliteDatabase database, long id)
    {
        using var rows = database.Prepare("""
            SELECT sha256, departures, queued_at, queued_offset FROM outbox JOIN content ON content.id=content_id WHERE outbox.id=?1
            """).Bind(1, id).Open();
        return rows.Read() ? new Departure(id, new(rows.Blob(0)), (uint)rows.Int64(1), StoredDate.Restore(rows.Int64(2), rows.Int64(3))) : null;
    }

    /// <summary>What a record tells to have left, where that waits by the state: it is older than the record.</summary>
    public static Departure? Unheard(SqliteDatabase database, ScannedRecord record)
    {
        var (number, id) = (NumberOf(record.Origin), (long)record.Origin.Uid);
        if (number == 0) return null;
        var isUnheard = database.Prepare("""
            SELECT 1 FROM outbox JOIN content ON content.id=content_id WHERE outbox.id=?1 AND sha256=?2 AND state=?3 AND departures<?4
            """).Bind(1, id).Bind(2, record.Record.Key).Bind(3, (long)OutboxState.Queued).Bind(4, number).Scalar() is not null;
        return isUnheard ? new(id, record.Record.Key, number, record.Origin.InternalDate) : null;
    }
}
