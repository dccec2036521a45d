using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes messages that no server numbers: those of local mailboxes, which have UIDVALIDITY 0, and those made here.</summary>
sealed class LocalMessageWriter(SqliteDatabase database, MailboxCounts counts)
{
    readonly Statement _count = database.Prepare("SELECT count(*) FROM message INDEXED BY message_content WHERE content_id=?1 AND mailbox_id>0");

    readonly Statement _file = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset, header_of, whole_size)
        VALUES(?1, ?10, ?2, ?3, ?4, ?5, ?4, ?5, 0, ?6, ?7, ?8, ?9)
        """);

    readonly Statement _complete = database.Prepare("UPDATE message SET content_id=?2, header_of=NULL, whole_size=NULL WHERE header_of=?1");
    readonly Statement _flags = database.Prepare("SELECT local_flags FROM message WHERE id=?1");
    readonly Statement _refile = database.Prepare("UPDATE message SET mailbox_id=?2, uid=?3 WHERE id=?1");
    readonly Statement _remove = database.Prepare("DELETE FROM message WHERE id=?1");

    /// <summary>How often mailboxes hold a content.</summary>
    public long Count(long content) => _count.Bind(1, content).Scalar() ?? 0;

    /// <summary>Files a message in a local mailbox; in mailbox 0 one that a transfer is going to place.</summary>
    public long File(long mailbox, uint uid, long content, MessageFiled message)
    {
        counts.Added(mailbox, message.Flags.System);
        _file.Bind(1, mailbox).Bind(2, uid).Bind(3, content).Bind(4, (long)message.Flags.System).Bind(5, message.Flags.KeywordText)
            .Bind(6, message.InternalDate.UtcTicks).Bind(7, message.InternalDate.TotalOffsetMinutes).Bind(9, message.HeaderOf?.Size)
            .Bind(10, mailbox == 0 ? Schema.Unplaced : 0);
        (message.HeaderOf is { } whole ? _file.Bind(8, whole.UniqueId) : _file.BindNull(8)).Execute();
        return database.LastId;
    }

    public void Complete(string uniqueId, long content) => _complete.Bind(1, uniqueId).Bind(2, content).Execute();

    public void Refile(long id, long from, long to, uint uid)
    {
        counts.Removed(from, FlagsOf(id));
        Filed(id, to);
        _refile.Bind(1, id).Bind(2, to).Bind(3, uid).Execute();
    }

    /// <summary>Counts a message that came to a mailbox.</summary>
    public void Filed(long id, long mailbox) => counts.Added(mailbox, FlagsOf(id));

    public void Remove(long id, long mailbox)
    {
        counts.Removed(mailbox, FlagsOf(id));
        _remove.Bind(1, id).Execute();
    }

    SystemFlags FlagsOf(long id) => (SystemFlags)(_flags.Bind(1, id).Scalar() ?? 0);
}
