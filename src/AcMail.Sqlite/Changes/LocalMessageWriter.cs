using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes messages that no server numbers: those of local mailboxes, which have UIDVALIDITY 0, and those made here.</summary>
sealed class LocalMessageWriter(SqliteDatabase database, MailboxCounts counts, FeedWriter feed)
{
    readonly Statement _count = database.Prepare(
        "SELECT count(*) FROM message INDEXED BY message_content WHERE content_id=?1 AND mailbox_id>0 AND header_of IS NULL");

    readonly Statement _file = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset, header_of, whole_size, arrived)
        VALUES(?1, ?10, ?2, ?3, ?4, ?5, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?11)
        """);

    readonly Statement _complete = database.Prepare("UPDATE message SET content_id=?2, header_of=NULL, whole_size=NULL WHERE header_of=?1 RETURNING id");
    readonly Statement _rename = database.Prepare("UPDATE message SET header_of=?2 WHERE header_of=?1 RETURNING id");
    readonly Statement _find = database.Prepare("SELECT local_flags, arrived FROM message WHERE id=?1");
    readonly Statement _refile = database.Prepare("UPDATE message SET mailbox_id=?2, uid=?3, arrived=?4, changed=0 WHERE id=?1");
    readonly Statement _remove = database.Prepare("DELETE FROM message WHERE id=?1");

    /// <summary>How often mailboxes hold a content as a whole message.</summary>
    public long Count(long content) => _count.Bind(1, content).Scalar() ?? 0;

    /// <summary>Files a message in a local mailbox; in mailbox 0 one that a transfer is going to place.</summary>
    public long File(long mailbox, uint uid, long content, MessageFiled message)
    {
        counts.Added(mailbox, message.Flags.System);
        _file.Bind(1, mailbox).Bind(2, uid).Bind(3, content).Bind(4, (long)message.Flags.System).Bind(5, message.Flags.KeywordText)
            .Bind(6, message.InternalDate.UtcTicks).Bind(7, message.InternalDate.TotalOffsetMinutes).Bind(9, message.HeaderOf?.Size)
            .Bind(10, mailbox == 0 ? Schema.Unplaced : 0).Bind(11, feed.Revision);
        (message.HeaderOf is { } whole ? _file.Bind(8, whole.UniqueId) : _file.BindNull(8)).Execute();
        return database.LastId;
    }

    public void Complete(string uniqueId, long content) => Change(_complete.Bind(1, uniqueId).Bind(2, content));

    /// <summary>Gives what is the header of a message of the maildrop the new name of that.</summary>
    public void Rename(string former, string uniqueId) => Change(_rename.Bind(1, former).Bind(2, uniqueId));

    public void Refile(long id, long from, long to, uint uid)
    {
        var (flags, arrived) = Find(id);
        counts.Removed(from, flags);
        counts.Added(to, flags);
        feed.Left(id, from, arrived);
        _refile.Bind(1, id).Bind(2, to).Bind(3, uid).Bind(4, feed.Revision).Execute();
    }

    /// <summary>Counts a message that came to a mailbox.</summary>
    public void Filed(long id, long mailbox) => counts.Added(mailbox, Find(id).Flags);

    public void Remove(long id, long mailbox)
    {
        var (flags, arrived) = Find(id);
        counts.Removed(mailbox, flags);
        feed.Left(id, mailbox, arrived);
        _remove.Bind(1, id).Execute();
    }

    void Change(Statement update)
    {
        var changed = new List<long>();
        using (var rows = update.Open())
            while (rows.Read()) changed.Add(rows.Int64(0));
        foreach (var id in changed) feed.Changed(id);
    }

    (SystemFlags Flags, long Arrived) Find(long id)
    {
        using var rows = _find.Bind(1, id).Open();
        return rows.Read() ? ((SystemFlags)rows.Int32(0), rows.Int64(1)) : default;
    }
}
