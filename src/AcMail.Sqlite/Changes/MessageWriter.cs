using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes placements.</summary>
sealed class MessageWriter(SqliteDatabase database)
{
    readonly Statement _add = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT(mailbox_id, uid_validity, uid) DO UPDATE SET content_id=?4, base_flags=?5, base_keywords=?6, local_flags=?5,
          local_keywords=?6, modseq=?7, internal_date=?8, internal_offset=?9
        """);
    readonly Statement _elsewhere = database.Prepare("""
        SELECT id FROM message INDEXED BY message_content
        WHERE content_id=?1 AND mailbox_id=?2 AND uid_validity<>?3 ORDER BY uid_validity, uid LIMIT 1
        """);
    readonly Statement _held = database.Prepare("SELECT id FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3");
    readonly Statement _relink = database.Prepare("UPDATE message SET uid_validity=?2, uid=?3 WHERE id=?1");
    readonly Statement _observe = database.Prepare("""
        UPDATE message SET base_flags=?4, base_keywords=?5, local_flags=?4, local_keywords=?5, modseq=?6
        WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3
        """);
    readonly Statement _remove = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4");
    readonly Statement _removeOthers = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 AND uid_validity<>?2");
    readonly Statement _removeAll = database.Prepare("DELETE FROM message WHERE mailbox_id=?1");

    public void Add(long mailbox, long content, MessageAdded message)
    {
        if (_elsewhere.Bind(1, content).Bind(2, mailbox).Bind(3, message.UidValidity).Scalar() is { } other
            && !IsHeld(mailbox, message.UidValidity, message.Uid))
            _relink.Bind(1, other).Bind(2, message.UidValidity).Bind(3, message.Uid).Execute();
        Put(mailbox, message.UidValidity, message.Uid, content, message.Flags, message.ModSeq, message.InternalDate);
    }

    public void File(long mailbox, uint uid, long content, MessageFiled message) =>
        Put(mailbox, 0, uid, content, message.Flags, 0, message.InternalDate);

    public void Observe(long mailbox, FlagsObserved seen) => _observe
        .Bind(1, mailbox).Bind(2, seen.UidValidity).Bind(3, seen.Uid).Bind(4, (long)seen.Flags.System).Bind(5, seen.Flags.KeywordText)
        .Bind(6, unchecked((long)seen.ModSeq)).Execute();

    public void Remove(long mailbox, uint uidValidity, UidSet uids)
    {
        foreach (var (first, last) in uids.Ranges)
            _remove.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, first).Bind(4, last).Execute();
    }

    public void RemoveOthers(long mailbox, uint uidValidity) => _removeOthers.Bind(1, mailbox).Bind(2, uidValidity).Execute();

    public void RemoveAll(long mailbox) => _removeAll.Bind(1, mailbox).Execute();

    bool IsHeld(long mailbox, uint uidValidity, uint uid) => _held.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, uid).Scalar() is not null;

    void Put(long mailbox, uint uidValidity, uint uid, long content, MailFlags flags, ulong modSeq, DateTimeOffset internalDate) => _add
        .Bind(1, mailbox).Bind(2, uidValidity).Bind(3, uid).Bind(4, content).Bind(5, (long)flags.System).Bind(6, flags.KeywordText)
        .Bind(7, unchecked((long)modSeq)).Bind(8, internalDate.UtcTicks).Bind(9, internalDate.TotalOffsetMinutes).Execute();
}
