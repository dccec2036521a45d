using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes the outbox.</summary>
sealed class OutboxWriter(SqliteDatabase database)
{
    readonly Statement _enqueue = database.Prepare("""
        INSERT INTO outbox(content_id, state, message_id, sender, recipients, subject, queued_at, queued_offset, reply, id, holder, departures, is_remainder)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """);
    readonly Statement _advance = database.Prepare("UPDATE outbox SET state=?2, reply=?3 WHERE id=?1 AND state=ifnull(?4, state)");

    readonly Statement _readRecipients = database.Prepare("SELECT recipients FROM outbox WHERE id=?1");
    readonly Statement _keepRecipients = database.Prepare("UPDATE outbox SET recipients=?2 WHERE id=?1");
    readonly Statement _leave = database.Prepare("""
        INSERT INTO outbox(content_id, state, message_id, sender, recipients, subject, queued_at, queued_offset, reply, is_remainder)
        SELECT content_id, ?2, message_id, sender, ?3, subject, queued_at, queued_offset, ?4, 1 FROM outbox WHERE id=?1
        """);

    readonly Statement _isKnown = database.Prepare("SELECT 1 FROM outbox WHERE message_id=?1 AND is_remainder=0 AND state<>?2 LIMIT 1");
    readonly Statement _giveWay = database.Prepare("UPDATE outbox SET state=?3, message_id='' WHERE message_id=?1 AND is_remainder=0 AND state=?2");

    readonly Statement _readHolder = database.Prepare("SELECT holder FROM outbox WHERE id=?1 AND state=?2");
    readonly Statement _tryAdvance = database.Prepare("UPDATE outbox SET state=?3, holder=?4, departures=departures+?5 WHERE id=?1 AND state=?2");
    readonly Statement _doubt = database.Prepare("UPDATE outbox SET state=?2, departures=?3 WHERE id=?1 AND state=?4 AND departures<?3");

    /// <param name="content">Its content.</param>
    /// <param name="message">The message.</param>
    /// <param name="holder">Which open store takes it further.</param>
    /// <param name="id">The id that it had; <see langword="null"/> for a new one.</param>
    /// <param name="reply">What the server last said about it.</param>
    /// <param name="departures">How often it left those that wait.</param>
    public long Enqueue(long content, OutboxMessage message, string holder, long? id = null, string reply = "", uint departures = 0)
    {
        _enqueue.Bind(1, content).Bind(2, (long)message.State).Bind(3, message.MessageId).Bind(4, message.Sender)
            .Bind(5, string.Join('\n', message.Recipients)).Bind(6, message.Subject)
            .Bind(7, message.QueuedAt.UtcTicks).Bind(8, message.QueuedAt.TotalOffsetMinutes).Bind(9, reply).Bind(10, id).Bind(11, holder)
            .Bind(12, departures).Bind(13, message.IsRemainder ? 1 : 0).Execute();
        return database.LastId;
    }

    /// <summary>
    /// Makes way for a message of this Message-ID, unless one passed through the outbox or waits in it. One that was rejected is done, and not of that Message-ID
    /// any more: its row stays, by which a rebuild knows what became of it.
    /// </summary>
    public bool TryMakeWay(string messageId)
    {
        if (_isKnown.Bind(1, messageId).Bind(2, (long)OutboxState.Rejected).Scalar() is not null) return false;
        _giveWay.Bind(1, messageId).Bind(2, (long)OutboxState.Rejected).Bind(3, (long)OutboxState.Done).Execute();
        return true;
    }

    public void Advance(OutboxAdvanced change)
    {
        var isThere = _advance.Bind(1, change.Id).Bind(2, (long)change.State).Bind(3, change.Reply).Bind(4, (long?)change.From).Execute() > 0;
        if (isThere && change.Remainder is { } remainder) Leave(change.Id, remainder);
    }

    public bool TryAdvance(long id, OutboxState from, OutboxState to, SenderLock sender) =>
        !IsTakenByAnother(id, from, sender)
        && _tryAdvance.Bind(1, id).Bind(2, (long)from).Bind(3, (long)to).Bind(4, sender.Take()).Bind(5, from == OutboxState.Queued ? 1L : 0).Execute() > 0;

    /// <summary>A message that the state lets wait left the outbox after it: what became of it is not known.</summary>
    public void Doubt(Departure departure) => _doubt.Bind(1, departure.Id).Bind(2, (long)OutboxState.Unknown)
        .Bind(3, departure.Number).Bind(4, (long)OutboxState.Queued).Execute();

    void Leave(long id, OutboxRemainder remainder)
    {
        var leaves = ReadRecipients(id).ToLookup(remainder.Recipients.Contains);
        if (!leaves.Contains(true)) return;
        _keepRecipients.Bind(1, id).Bind(2, string.Join('\n', leaves[false])).Execute();
        _leave.Bind(1, id).Bind(2, (long)OutboxState.Queued).Bind(3, string.Join('\n', leaves[true])).Bind(4, remainder.Reply).Execute();
    }

    string[] ReadRecipients(long id)
    {
        using var rows = _readRecipients.Bind(1, id).Open();
        return rows.Read() ? rows.Text(0).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    /// <summary>Whether another store that is open has it: one that was found in the same state may have been taken up since.</summary>
    bool IsTakenByAnother(long id, OutboxState state, SenderLock sender)
    {
        if (!SenderLock.IsHeldIn(state)) return false;
        using var rows = _readHolder.Bind(1, id).Bind(2, (long)state).Open();
        return rows.Read() && sender.IsOther(rows.Text(0));
    }
}
