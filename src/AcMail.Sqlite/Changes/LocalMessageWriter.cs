using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes the messages of local mailboxes, which have UIDVALIDITY 0.</summary>
sealed class LocalMessageWriter(SqliteDatabase database, MailboxCounts counts, FeedWriter feed)
{
    readonly Statement _count = database.Prepare("SELECT count(*) FROM message INDEXED BY message_content WHERE content_id=?1");
    readonly Statement _file = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset, header_of, whole_size, arrived)
        VALUES(?1, 0, ?2, ?3, ?4, ?5, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10)
        """);
    readonly Statement _complete = database.Prepare("UPDATE message SET content_id=?2, header_of=NULL, whole_size=NULL WHERE header_of=?1 RETURNING id");
    readonly Statement _find = database.Prepare("SELECT mailbox_id, local_flags, arrived FROM message WHERE id=?1 AND uid_validity=0");
    readonly Statement _refile = database.Prepare("UPDATE message SET mailbox_id=?2, uid=?3, arrived=?4, changed=0 WHERE id=?1");

    /// <summary>How often mailboxes hold a content.</summary>
    public long Count(long content) => _count.Bind(1, content).Scalar() ?? 0;

    public void File(long mailbox, uint uid, long content, MessageFiled message)
    {
        counts.Added(mailbox, message.Flags.System);
        _file.Bind(1, mailbox).Bind(2, uid).Bind(3, content).Bind(4, (long)message.Flags.System).Bind(5, message.Flags.KeywordText)
            .Bind(6, message.InternalDate.UtcTicks).Bind(7, message.InternalDate.TotalOffsetMinutes).Bind(9, message.HeaderOf?.Size)
            .Bind(10, feed.Revision);
        (message.HeaderOf is { } whole ? _file.Bind(8, whole.UniqueId) : _file.BindNull(8)).Execute();
    }

    public void Complete(string uniqueId, long content)
    {
        var completed = new List<long>();
        using (var rows = _complete.Bind(1, uniqueId).Bind(2, content).Open())
            while (rows.Read()) completed.Add(rows.Int64(0));
        foreach (var id in completed) feed.Changed(id);
    }

    public void Refile(long id, long mailbox, Func<uint> nextUid)
    {
        if (Find(id) is not { } known || known.Mailbox == mailbox) return;
        counts.Removed(known.Mailbox, known.Flags);
        counts.Added(mailbox, known.Flags);
        feed.Left(id, known.Mailbox, known.Arrived);
        _refile.Bind(1, id).Bind(2, mailbox).Bind(3, nextUid()).Bind(4, feed.Revision).Execute();
    }

    (long Mailbox, SystemFlags Flags, long Arrived)? Find(long id)
    {
        using var rows = _find.Bind(1, id).Open();
        return rows.Read() ? (rows.Int64(0), (SystemFlags)rows.Int32(1), rows.Int64(2)) : null;
    }
}
