using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes placements.</summary>
sealed class MessageWriter(SqliteDatabase database, MailboxCounts counts)
{
    readonly HeldPlaces _places = new(database);
    readonly Statement _held = database.Prepare($"SELECT {FlagRows.Columns}, content_id FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3");
    // Left to itself, SQLite would walk the mailbox in the order asked for.
    readonly Statement _elsewhere = database.Prepare($"""
        SELECT {FlagRows.Columns}, content_id FROM message INDEXED BY message_content
        WHERE content_id=?1 AND mailbox_id=?2 AND uid_validity<>?3 ORDER BY uid_validity, uid LIMIT 1
        """);
    readonly Statement _add = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?5, ?6, ?7, ?8, ?9)
        """);
    readonly Statement _replace = database.Prepare("""
        UPDATE message SET mailbox_id=?1, uid_validity=?2, uid=?3, content_id=?4, base_flags=?5, base_keywords=?6, local_flags=?11,
          local_keywords=?12, modseq=?7, internal_date=?8, internal_offset=?9, uncertain_flags=?13, uncertain_keywords=?14,
          header_of=NULL, whole_size=NULL
        WHERE id=?10
        """);
    readonly Statement _remove = database.Prepare(
        "DELETE FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4 RETURNING local_flags");
    readonly Statement _removeOthers = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 AND uid_validity<>?2 RETURNING local_flags");
    readonly Statement _removeAll = database.Prepare("DELETE FROM message WHERE mailbox_id=?1 RETURNING local_flags");

    /// <summary>What was looked up of places may have changed.</summary>
    public void ForgetPlaces() => _places.Forget();

    /// <param name="mailbox">The mailbox.</param>
    /// <param name="content">The message's content.</param>
    /// <param name="isNew">Whether the content is known to be nowhere yet: no message has it, though one may have its place.</param>
    /// <param name="message">What is added.</param>
    public void Add(long mailbox, long content, bool isNew, MessageAdded message)
    {
        var isFree = _places.Take(mailbox, message.UidValidity, message.Uid);
        if (((isFree ? null : FindHeld(mailbox, message)) ?? (isNew ? null : FindElsewhere(mailbox, content, message))) is { } known)
        {
            // What was changed here of this message is still to be told; of another one that had its place, it is not.
            var flags = known.Content == content ? known.Flags.Observed(message.Flags) : FlagState.Of(message.Flags);
            counts.Removed(mailbox, known.Flags.Local.System);
            counts.Added(mailbox, flags.Local.System);
            _replace.Bind(10, known.Id).Bind(11, (long)flags.Local.System).Bind(12, flags.Local.KeywordText)
                .Bind(13, (long)flags.Uncertain.System).Bind(14, flags.Uncertain.KeywordText);
            Put(_replace, mailbox, content, message);
        }
        else
        {
            counts.Added(mailbox, message.Flags.System);
            Put(_add, mailbox, content, message);
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
        using var rows = statement.Open();
        while (rows.Read()) counts.Removed(mailbox, (SystemFlags)rows.Int32(0));
    }

    (long Id, FlagState Flags, long Content)? FindHeld(long mailbox, MessageAdded message) =>
        First(_held.Bind(1, mailbox).Bind(2, message.UidValidity).Bind(3, message.Uid));

    (long Id, FlagState Flags, long Content)? FindElsewhere(long mailbox, long content, MessageAdded message) =>
        First(_elsewhere.Bind(1, content).Bind(2, mailbox).Bind(3, message.UidValidity));

    static (long Id, FlagState Flags, long Content)? First(Statement statement)
    {
        using var rows = statement.Open();
        return rows.Read() ? (rows.Int64(0), FlagRows.Read(rows, 1), rows.Int64(FlagRows.Count)) : null;
    }

    static void Put(Statement statement, long mailbox, long content, MessageAdded message) =>
        statement.Bind(1, mailbox).Bind(2, message.UidValidity).Bind(3, message.Uid).Bind(4, content)
            .Bind(5, (long)message.Flags.System).Bind(6, message.Flags.KeywordText).Bind(7, unchecked((long)message.ModSeq))
            .Bind(8, message.InternalDate.UtcTicks).Bind(9, message.InternalDate.TotalOffsetMinutes).Execute();
}
