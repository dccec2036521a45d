using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes placements.</summary>
sealed class MessageWriter(SqliteDatabase database, MailboxCounts counts, FeedWriter feed)
{
    readonly Statement _held = database.Prepare($"SELECT {HeldMessage.Columns} FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3");
    // Left to itself, SQLite would walk the mailbox in the order asked for.
    readonly Statement _elsewhere = database.Prepare($"""
        SELECT {HeldMessage.Columns} FROM message INDEXED BY message_content
        WHERE content_id=?1 AND mailbox_id=?2 AND uid_validity<>?3 ORDER BY uid_validity, uid LIMIT 1
        """);
    readonly Statement _add = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset, arrived)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?5, ?6, ?7, ?8, ?9, ?10)
        """);
    readonly Statement _replace = database.Prepare("""
        UPDATE message SET mailbox_id=?1, uid_validity=?2, uid=?3, content_id=?4, base_flags=?5, base_keywords=?6, local_flags=?11,
          local_keywords=?12, modseq=?7, internal_date=?8, internal_offset=?9, uncertain_flags=?13, uncertain_keywords=?14,
          header_of=NULL, whole_size=NULL
        WHERE id=?10
        """);
    readonly Statement _remove = database.Prepare(
        "DELETE FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4 RETURNING local_flags, id, arrived");
    readonly Statement _removeOthers = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 AND uid_validity<>?2 RETURNING local_flags, id, arrived");
    readonly Statement _removeAll = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 RETURNING local_flags, id, arrived");

    public void Add(long mailbox, long content, MessageAdded message)
    {
        if ((FindHeld(mailbox, message.UidValidity, message.Uid) ?? FindElsewhere(mailbox, content, message.UidValidity)) is { } known)
        {
            var flags = known.FlagsAfter(message, content);
            counts.Removed(mailbox, known.Flags.Local.System);
            counts.Added(mailbox, flags.Local.System);
            _replace.Bind(10, known.Id).Bind(11, (long)flags.Local.System).Bind(12, flags.Local.KeywordText)
                .Bind(13, (long)flags.Uncertain.System).Bind(14, flags.Uncertain.KeywordText);
            Put(_replace, mailbox, content, message);
            if (known.LooksDifferentAfter(message, content, flags)) feed.Changed(known.Id);
        }
        else
        {
            counts.Added(mailbox, message.Flags.System);
            Put(_add.Bind(10, feed.Revision), mailbox, content, message);
        }
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
        // SQLite has done all of the deletion when it returns the first row.
        using var rows = statement.Open();
        while (rows.Read())
        {
            counts.Removed(mailbox, (SystemFlags)rows.Int32(0));
            feed.Left(rows.Int64(1), mailbox, rows.Int64(2));
        }
    }

    HeldMessage? FindHeld(long mailbox, uint uidValidity, uint uid) =>
        HeldMessage.First(_held.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, uid));

    HeldMessage? FindElsewhere(long mailbox, long content, uint uidValidity) =>
        HeldMessage.First(_elsewhere.Bind(1, content).Bind(2, mailbox).Bind(3, uidValidity));

    static void Put(Statement statement, long mailbox, long content, MessageAdded message) => statement
        .Bind(1, mailbox).Bind(2, message.UidValidity).Bind(3, message.Uid).Bind(4, content).Bind(5, (long)message.Flags.System)
        .Bind(6, message.Flags.KeywordText).Bind(7, unchecked((long)message.ModSeq)).Bind(8, message.InternalDate.UtcTicks)
        .Bind(9, message.InternalDate.TotalOffsetMinutes).Execute();
}
