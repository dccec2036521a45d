using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes placements.</summary>
sealed class MessageWriter(SqliteDatabase database, MailboxCounts counts)
{
    readonly Statement _held = database.Prepare("SELECT id, local_flags FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3");
    // Left to itself, SQLite would walk the mailbox in the order asked for.
    readonly Statement _elsewhere = database.Prepare("""
        SELECT id, local_flags FROM message INDEXED BY message_content
        WHERE content_id=?1 AND mailbox_id=?2 AND uid_validity<>?3 ORDER BY uid_validity, uid LIMIT 1
        """);
    readonly Statement _add = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?5, ?6, ?7, ?8, ?9)
        """);
    readonly Statement _replace = database.Prepare("""
        UPDATE message SET mailbox_id=?1, uid_validity=?2, uid=?3, content_id=?4, base_flags=?5, base_keywords=?6, local_flags=?5,
          local_keywords=?6, modseq=?7, internal_date=?8, internal_offset=?9
        WHERE id=?10
        """);
    readonly Statement _observe = database.Prepare(
        "UPDATE message SET base_flags=?2, base_keywords=?3, local_flags=?2, local_keywords=?3, modseq=?4 WHERE id=?1");
    readonly Statement _remove = database.Prepare(
        "DELETE FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4 RETURNING local_flags");
    readonly Statement _removeOthers = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 AND uid_validity<>?2 RETURNING local_flags");
    readonly Statement _removeAll = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 RETURNING local_flags");

    public void Add(long mailbox, long content, MessageAdded message)
    {
        if ((FindHeld(mailbox, message.UidValidity, message.Uid) ?? FindElsewhere(mailbox, content, message.UidValidity)) is { } known)
        {
            counts.Removed(mailbox, known.Flags);
            Put(_replace.Bind(10, known.Id), mailbox, message.UidValidity, message.Uid, content, message.Flags, message.ModSeq, message.InternalDate);
        }
        else
        {
            Put(_add, mailbox, message.UidValidity, message.Uid, content, message.Flags, message.ModSeq, message.InternalDate);
        }
    }

    public void Observe(long mailbox, FlagsObserved seen)
    {
        if (FindHeld(mailbox, seen.UidValidity, seen.Uid) is not { } known) return;
        counts.Removed(mailbox, known.Flags);
        counts.Added(mailbox, seen.Flags.System);
        _observe.Bind(1, known.Id).Bind(2, (long)seen.Flags.System).Bind(3, seen.Flags.KeywordText).Bind(4, unchecked((long)seen.ModSeq)).Execute();
    }

    public void Remove(long mailbox, uint uidValidity, UidSet uids)
    {
        foreach (var (first, last) in uids.Ranges)
            Delete(mailbox, _remove.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, first).Bind(4, last));
    }

    public void RemoveOthers(long mailbox, uint uidValidity) => Delete(mailbox, _removeOthers.Bind(1, mailbox).Bind(2, uidValidity));

    public void RemoveAll(long mailbox) => Delete(mailbox, _removeAll.Bind(1, mailbox));

    void Delete(long mailbox, Statement statement)
    {
        using var rows = statement.Open();
        while (rows.Read()) counts.Removed(mailbox, (SystemFlags)rows.Int32(0));
    }

    (long Id, SystemFlags Flags)? FindHeld(long mailbox, uint uidValidity, uint uid) =>
        First(_held.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, uid));

    (long Id, SystemFlags Flags)? FindElsewhere(long mailbox, long content, uint uidValidity) =>
        First(_elsewhere.Bind(1, content).Bind(2, mailbox).Bind(3, uidValidity));

    static (long Id, SystemFlags Flags)? First(Statement statement)
    {
        using var rows = statement.Open();
        return rows.Read() ? (rows.Int64(0), (SystemFlags)rows.Int32(1)) : null;
    }

    void Put(Statement statement, long mailbox, uint uidValidity, uint uid, long content, MailFlags flags, ulong modSeq, DateTimeOffset date)
    {
        counts.Added(mailbox, flags.System);
        statement.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, uid).Bind(4, content).Bind(5, (long)flags.System).Bind(6, flags.KeywordText)
            .Bind(7, unchecked((long)modSeq)).Bind(8, date.UtcTicks).Bind(9, date.TotalOffsetMinutes).Execute();
    }
}
