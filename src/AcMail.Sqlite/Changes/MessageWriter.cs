using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes placements.</summary>
sealed class MessageWriter(
    SqliteDatabase database, MailboxCounts counts, FeedWriter feed, ContentWriter contents, TransferTable transfers, FlagWriter flagWriter)
{
    readonly HeldPlaces _places = new(database);
    readonly Statement _held = database.Prepare($"SELECT {HeldMessage.Columns} FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3");
    // Left to itself, SQLite would walk the mailbox in the order asked for.
    readonly Statement _elsewhere = database.Prepare($"""
        SELECT {HeldMessage.Columns} FROM message INDEXED BY message_content
        WHERE content_id=?1 AND mailbox_id=?2 AND uid_validity<>?3 AND uid_validity>=0 ORDER BY uid_validity, uid LIMIT 1
        """);
    readonly Statement _add = database.Prepare("""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset, header_of, whole_size, arrived)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);
    readonly Statement _replace = database.Prepare("""
        UPDATE message SET mailbox_id=?1, uid_validity=?2, uid=?3, content_id=?4, base_flags=?5, base_keywords=?6, local_flags=?13,
          local_keywords=?14, modseq=?7, internal_date=?8, internal_offset=?9, header_of=?10, whole_size=?11, uncertain_flags=?15, uncertain_keywords=?16
        WHERE id=?12
        """);
    readonly Statement _complete = database.Prepare("""
        UPDATE message SET content_id=?4, header_of=NULL, whole_size=NULL
        WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3 AND header_of IS NOT NULL RETURNING internal_date, id
        """);
    readonly Statement _completeTransferred = database.Prepare("""
        UPDATE message SET content_id=?2, header_of=NULL, whole_size=NULL WHERE id=?1 AND header_of IS NOT NULL RETURNING internal_date, id
        """);
    readonly Statement _receive = database.Prepare("UPDATE message SET modseq=?2 WHERE id=?1");
    readonly Statement _rewrite = database.Prepare("""
        UPDATE message SET internal_date=?2, internal_offset=?3, header_of=?4, whole_size=?5
        WHERE id=?1 AND NOT (internal_date=?2 AND internal_offset=?3 AND header_of IS ?4 AND whole_size IS ?5)
        """);
    readonly Statement _content = database.Prepare("SELECT content_id FROM message WHERE id=?1");

    readonly Statement _remove = database.Prepare(
        "DELETE FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4 RETURNING local_flags, id, arrived");
    readonly Statement _removeOthers = database.Prepare(
        "DELETE FROM message WHERE mailbox_id=?1 AND uid_validity<>?2 AND uid_validity>=0 RETURNING local_flags, id, arrived");
    readonly Statement _removeAll = database.Prepare(
        "DELETE FROM message WHERE mailbox_id=?1 AND uid_validity>=0 RETURNING local_flags, id, arrived");

    /// <summary>What was looked up of places may have changed.</summary>
    public void ForgetPlaces() => _places.Forget();

    /// <param name="mailbox">The mailbox.</param>
    /// <param name="content">The message's content.</param>
    /// <param name="isNew">Whether the content is known to be nowhere yet: no message has it, though one may have its place.</param>
    /// <param name="message">What is added.</param>
    public void Add(long mailbox, long content, bool isNew, MessageAdded message)
    {
        contents.Identify(message.Content, content, message.HeaderOf?.Size, message.EmailId, message.Headers.MessageId, message.InternalDate);
        if (transfers.Any && TryReceive(new(mailbox, message.UidValidity, message.Uid), content, message)) return;
        // A transfer that arrives takes places, too.
        var isFree = !transfers.Any && _places.Take(mailbox, message.UidValidity, message.Uid);
        var held = isFree ? null : FindHeld(mailbox, message.UidValidity, message.Uid);
        if ((held ?? (isNew ? null : FindElsewhere(mailbox, content, message.UidValidity))) is { } known)
        {
            var flags = known.FlagsAfter(message, content);
            counts.Removed(mailbox, known.Flags.Local.System);
            counts.Added(mailbox, flags.Local.System);
            _replace.Bind(12, known.Id).Bind(13, (long)flags.Local.System).Bind(14, flags.Local.KeywordText)
                .Bind(15, (long)flags.Uncertain.System).Bind(16, flags.Uncertain.KeywordText);
            Put(_replace, mailbox, content, message);
            if (known.LooksDifferentAfter(message, content, flags)) feed.Changed(known.Id);
        }
        else
        {
            counts.Added(mailbox, message.Flags.System);
            Put(_add.Bind(12, feed.Revision), mailbox, content, message);
        }
    }

    /// <summary>Gives messages whose header alone was held their content: that of the place, and what was moved or copied from there and was not sent.</summary>
    public void Complete(long mailbox, long content, MessageBodyAdded message)
    {
        Complete(_complete.Bind(1, mailbox).Bind(2, message.UidValidity).Bind(3, message.Uid).Bind(4, content), content, message);
        foreach (var transfer in transfers.FindAllFrom(new(mailbox, message.UidValidity, message.Uid)))
            if (transfer is { Message: { } id, Where.Attempt: null }) Complete(_completeTransferred.Bind(1, id).Bind(2, content), content, message);
    }

    public void Remove(long mailbox, uint uidValidity, UidSet uids)
    {
        foreach (var (first, last) in uids.Ranges)
        {
            Delete(mailbox, _remove.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, first).Bind(4, last));
            transfers.Vanish(mailbox, uidValidity, uidValidity, first, last);
        }
    }

    public void RemoveOthers(long mailbox, uint uidValidity)
    {
        Delete(mailbox, _removeOthers.Bind(1, mailbox).Bind(2, uidValidity));
        if (uidValidity > 0) transfers.Vanish(mailbox, 0, uidValidity - 1, 0, uint.MaxValue);
        if (uidValidity < uint.MaxValue) transfers.Vanish(mailbox, uidValidity + 1, uint.MaxValue, 0, uint.MaxValue);
    }

    public void RemoveAll(long mailbox) => Delete(mailbox, _removeAll.Bind(1, mailbox));

    void Complete(Statement statement, long content, MessageBodyAdded message)
    {
        using var rows = statement.Open();
        if (!rows.Read()) return;
        contents.Identify(message.Content, content, null, message.EmailId, message.Headers.MessageId, StoredDate.Restore(rows.Int64(0), 0));
        feed.Changed(rows.Int64(1));
    }

    /// <summary>Whether the message is one that was moved or deleted here, or that was sent to where it is.</summary>
    bool TryReceive(ServerPlace place, long content, MessageAdded message)
    {
        if (transfers.FindFrom(place) is { } moved)
        {
            if (moved.Message is not { } id) return true;
            if (_content.Bind(1, id).Scalar() == content) return Receive(id, message);
            transfers.Vanish(place.Mailbox, place.UidValidity, place.UidValidity, place.Uid, place.Uid);
        }

        if (FindHeld(place.Mailbox, place.UidValidity, place.Uid) is not null || transfers.FindAttempt(place, content) is not { Message: { } sent } attempt)
            return false;
        transfers.Arrive(attempt, place, leftBehind: true);
        return Receive(sent, message);
    }

    bool Receive(long id, MessageAdded message)
    {
        flagWriter.Change(id, f => f.Observed(message.Flags));
        _receive.Bind(1, id).Bind(2, unchecked((long)message.ModSeq)).Execute();
        var date = message.InternalDate;
        _rewrite.Bind(1, id).Bind(2, date.UtcTicks).Bind(3, date.TotalOffsetMinutes).Bind(5, message.HeaderOf?.Size);
        if ((message.HeaderOf is { } whole ? _rewrite.Bind(4, whole.UniqueId) : _rewrite.BindNull(4)).Execute() > 0) feed.Changed(id);
        return true;
    }

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

    static void Put(Statement statement, long mailbox, long content, MessageAdded message)
    {
        statement.Bind(1, mailbox).Bind(2, message.UidValidity).Bind(3, message.Uid).Bind(4, content)
            .Bind(5, (long)message.Flags.System).Bind(6, message.Flags.KeywordText).Bind(7, unchecked((long)message.ModSeq))
            .Bind(8, message.InternalDate.UtcTicks).Bind(9, message.InternalDate.TotalOffsetMinutes).Bind(11, message.HeaderOf?.Size);
        (message.HeaderOf is { } whole ? statement.Bind(10, whole.UniqueId) : statement.BindNull(10)).Execute();
    }
}
