using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Keeps where messages are that are not on the server where they belong, and the rows of <c>message</c> in step with it; <see cref="Whereabouts"/> says what
/// becomes of each.
/// </summary>
sealed class TransferTable(SqliteDatabase database, MailboxCounts counts, FeedWriter feed)
{
    // Of one UIDVALIDITY some UIDs, or of several all. Compared one by one, the index would be gone through for all of a UIDVALIDITY.
    internal const string From = $"""
        SELECT {TransferRows.Columns} FROM transfer t
        WHERE t.there_mailbox=?1 AND (t.there_validity, t.there_uid)>=(?2, ?4) AND (t.there_validity, t.there_uid)<=(?3, ?5) ORDER BY t.id
        """;

    internal const string Copies = $"""
        SELECT {TransferRows.Columns} FROM transfer t
        WHERE t.copy_mailbox=?1 AND (t.copy_validity, t.copy_uid)>=(?2, ?4) AND (t.copy_validity, t.copy_uid)<=(?3, ?5) ORDER BY t.id
        """;

    // Thousands may have been sent to a mailbox and not been heard of, but few messages have the same content.
    internal const string Sent = $"""
        SELECT {TransferRows.Columns} FROM message m CROSS JOIN transfer t ON t.message_id=m.id WHERE m.content_id=?2 AND t.attempt_mailbox=?1 ORDER BY t.id
        """;

    readonly Statement _any = database.Prepare("SELECT EXISTS(SELECT 1 FROM transfer)");
    readonly Statement _byId = database.Prepare($"SELECT {TransferRows.Columns} FROM transfer t WHERE t.id=?1");
    readonly Statement _ofMessage = database.Prepare($"SELECT {TransferRows.Columns} FROM transfer t WHERE t.message_id=?1");
    readonly Statement _attempts = database.Prepare($"SELECT {TransferRows.Columns} FROM transfer t WHERE t.attempt_mailbox=?1 ORDER BY t.id");
    readonly Statement _here = database.Prepare($"SELECT {TransferRows.Columns} FROM transfer t WHERE t.here=?1 ORDER BY t.id");

    readonly Statement _from = database.Prepare(From), _copies = database.Prepare(Copies), _sent = database.Prepare(Sent);

    readonly Statement _begin = database.Prepare("INSERT INTO transfer(message_id, is_left) VALUES(?1, 0)");
    readonly Statement _end = database.Prepare("DELETE FROM transfer WHERE id=?1");

    readonly Statement _write = database.Prepare("""
        UPDATE transfer SET here=?2, there_mailbox=?3, there_validity=?4, there_uid=?5, copy_mailbox=?6, copy_validity=?7, copy_uid=?8,
          attempt_mailbox=?9, attempt_validity=?10, attempt_uid_next=?11, attempt_takes=?12, attempt_accepted=?13, is_left=?14
        WHERE id=?1
        """);

    readonly Statement _find = database.Prepare("SELECT mailbox_id, local_flags, arrived, uid_validity, uid FROM message WHERE id=?1");
    readonly Statement _place = database.Prepare("UPDATE message SET mailbox_id=?2, uid_validity=?3, uid=?4 WHERE id=?1");
    readonly Statement _arrived = database.Prepare("UPDATE message SET arrived=?2, changed=0 WHERE id=?1");
    readonly Statement _occupant = database.Prepare("SELECT id FROM message WHERE mailbox_id=?1 AND uid_validity=?2 AND uid=?3");
    readonly Statement _delete = database.Prepare("DELETE FROM message WHERE id=?1");

    bool? _anyKnown;

    /// <summary>Whether there are any transfers at all, so that what is about nothing but these can be spared.</summary>
    public bool Any => _anyKnown ??= _any.Scalar() != 0;

    public void Begin() => _anyKnown = null;

    public TransferRow? Find(long id) => First(_byId.Bind(1, id));

    public TransferRow? FindOf(long message) => Any ? First(_ofMessage.Bind(1, message)) : null;

    /// <summary>The message or what is left of it in <paramref name="place"/> on the server, while it belongs elsewhere.</summary>
    public TransferRow? FindFrom(ServerPlace place) =>
        Any ? First(Bind(_from, place.Mailbox, place.UidValidity, place.UidValidity, place.Uid, place.Uid)) : null;

    /// <summary>The same, and what was copied here from <paramref name="place"/>.</summary>
    public List<TransferRow> FindAllFrom(ServerPlace place)
    {
        if (!Any) return [];
        List<TransferRow> copies = TransferRows.ReadAll(Bind(_copies, place.Mailbox, place.UidValidity, place.UidValidity, place.Uid, place.Uid));
        return FindFrom(place) is { } moved ? [moved, .. copies] : copies;
    }

    /// <summary>The message that was sent to where <paramref name="place"/> is and may be there, by its content.</summary>
    public TransferRow? FindAttempt(ServerPlace place, long content) => Any
        ? TransferRows.ReadAll(_sent.Bind(1, place.Mailbox).Bind(2, content))
            .Where(s => s.Where.Attempt!.MayBeAt(place)).Select(s => (TransferRow?)s).MaxBy(s => s!.Value.Where.Attempt!.LeastUidAt(place))
        : null;

    public List<TransferRow> AttemptsIn(long mailbox) => Any ? TransferRows.ReadAll(_attempts.Bind(1, mailbox)) : [];

    public List<TransferRow> Into(long mailbox) => Any ? TransferRows.ReadAll(_here.Bind(1, mailbox)) : [];

    /// <summary>Begins a transfer of a message, or of what a move left behind.</summary>
    public void Begin(long? message, Whereabouts where)
    {
        _anyKnown = true;
        (message is { } id ? _begin.Bind(1, id) : _begin.BindNull(1)).Execute();
        Put(new(database.LastId, message, where, false), where);
    }

    /// <summary>Notes where a message is, and forgets about it once both sides agree.</summary>
    public void Put(TransferRow transfer, Whereabouts where)
    {
        if (where.IsGone)
        {
            End(transfer);
            if (transfer.Message is { } gone) Delete(gone);
        }
        else if (where is { IsSettled: true, There: { } place })
        {
            End(transfer);
            if (_occupant.Bind(1, place.Mailbox).Bind(2, place.UidValidity).Bind(3, place.Uid).Scalar() is { } other) Delete(other);
            Place(transfer.Message!.Value, place.Mailbox, place.UidValidity, place.Uid);
        }
        else
        {
            Write(transfer.Id, where, transfer.IsLeft && where == transfer.Where);
            if (transfer.Message is { } message) Place(message, where.Here ?? 0, Schema.Unplaced, message);
        }
    }

    /// <summary>The server has it in <paramref name="place"/>; what may be left in its former place is to be removed.</summary>
    public void Arrive(TransferRow transfer, ServerPlace place, bool leftBehind)
    {
        Put(transfer, transfer.Where.Arrived(place));
        if (leftBehind && transfer.Where.There is { } left && left != place) Begin(null, new(null, left));
    }

    public void Leave(TransferRow transfer) => Write(transfer.Id, transfer.Where, isLeft: true);

    /// <summary>The server has nothing more in those places; both ends are included.</summary>
    public void Vanish(long mailbox, uint firstValidity, uint lastValidity, uint firstUid, uint lastUid)
    {
        if (!Any) return;
        foreach (var copy in TransferRows.ReadAll(Bind(_copies, mailbox, firstValidity, lastValidity, firstUid, lastUid)))
            Put(copy, copy.Where.Vanished(copy.Where.CopyOf!.Value));
        foreach (var transfer in TransferRows.ReadAll(Bind(_from, mailbox, firstValidity, lastValidity, firstUid, lastUid)))
            Put(transfer, transfer.Where.Vanished(transfer.Where.There!.Value));
    }

    static Statement Bind(Statement statement, long mailbox, uint firstValidity, uint lastValidity, uint firstUid, uint lastUid) =>
        statement.Bind(1, mailbox).Bind(2, firstValidity).Bind(3, lastValidity).Bind(4, firstUid).Bind(5, lastUid);

    static TransferRow? First(Statement statement)
    {
        using var rows = statement.Open();
        return rows.Read() ? TransferRows.Read(rows) : null;
    }

    void End(TransferRow transfer) => _end.Bind(1, transfer.Id).Execute();

    void Write(long id, Whereabouts where, bool isLeft)
    {
        Bind(Bind(_write.Bind(1, id).Bind(2, where.Here), 3, where.There), 6, where.CopyOf)
            .Bind(9, where.Attempt?.Mailbox).Bind(10, where.Attempt?.UidValidity).Bind(11, where.Attempt?.UidNext)
            .Bind(12, Flag(where.Attempt?.Takes)).Bind(13, Flag(where.Attempt?.Accepted)).Bind(14, isLeft ? 1 : 0).Execute();
    }

    static Statement Bind(Statement statement, int index, ServerPlace? place) =>
        statement.Bind(index, place?.Mailbox).Bind(index + 1, place?.UidValidity).Bind(index + 2, place?.Uid);

    static long? Flag(bool? flag) => flag is { } known ? known ? 1 : 0 : null;

    void Place(long message, long mailbox, long uidValidity, long uid)
    {
        if (FindMessage(message) is not { } before) return;
        if (before.Mailbox != mailbox) Go(before, mailbox);
        else if (mailbox != 0 && (before.Uid != uid || before.UidValidity < 0 != uidValidity < 0)) feed.Changed(message);
        _place.Bind(1, message).Bind(2, mailbox).Bind(3, uidValidity).Bind(4, uid).Execute();
    }

    void Delete(long message)
    {
        if (FindMessage(message) is not { } before) return;
        if (before.Mailbox != 0) Go(before, 0);
        _delete.Bind(1, message).Execute();
    }

    /// <summary>Counts and tells that a message goes from one mailbox to another; 0 is none.</summary>
    void Go(Placed message, long target)
    {
        counts.Removed(message.Mailbox, message.Flags);
        counts.Added(target, message.Flags);
        if (message.Mailbox != 0) feed.Left(message.Id, message.Mailbox, message.Arrived);
        if (target != 0) _arrived.Bind(1, message.Id).Bind(2, feed.Revision).Execute();
    }

    Placed? FindMessage(long message)
    {
        using var rows = _find.Bind(1, message).Open();
        return rows.Read() ? new(message, rows.Int64(0), (SystemFlags)rows.Int32(1), rows.Int64(2), rows.Int64(3), rows.Int64(4)) : null;
    }

    readonly record struct Placed(long Id, long Mailbox, SystemFlags Flags, long Arrived, long UidValidity, long Uid);
}
