using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes flags. What becomes of them is decided inside the transaction, so that a change made meanwhile is never lost.</summary>
sealed class FlagWriter(SqliteDatabase database, MailboxCounts counts, FeedWriter feed, TransferTable transfers)
{
    /// <summary>So many messages are held in memory at a time, however many are changed.</summary>
    const int Page = 1000;

    readonly Statement _byId = database.Prepare($"SELECT {FlagRows.Columns}, mailbox_id, uid FROM message WHERE id=?1");

    // A bare parameter of LIMIT has SQLite compile the statement anew each time.
    readonly Statement _byPlace = database.Prepare($"""
        SELECT {FlagRows.Columns}, mailbox_id, uid FROM message
        WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4 ORDER BY uid LIMIT (?5+0)
        """);

    // Those that were moved or deleted here and are still in that place on the server.
    readonly Statement _moved = database.Prepare($"""
        SELECT {FlagRows.Columns}, mailbox_id, uid FROM message
        WHERE id IN (SELECT message_id FROM transfer WHERE there_mailbox=?1 AND there_validity=?2 AND there_uid BETWEEN ?3 AND ?4)
        """);
    readonly Statement _write = database.Prepare("""
        UPDATE message SET base_flags=?2, base_keywords=?3, local_flags=?4, local_keywords=?5, uncertain_flags=?6, uncertain_keywords=?7,
          modseq=coalesce(?8, modseq)
        WHERE id=?1
        """);
    readonly Statement _writeModSeq = database.Prepare("UPDATE message SET modseq=?2 WHERE id=?1");

    public void Mark(MessageMarked mark)
    {
        foreach (var held in Read(_byId.Bind(1, mark.Id))) Write(held, held.Flags.Marked(mark));
    }

    public void Observe(long mailbox, FlagsObserved seen)
    {
        // One that is there here too, before one that was moved away.
        foreach (var held in ReadPlaced(mailbox, seen.UidValidity, new(seen.Uid, seen.Uid)).Take(1))
            Write(held, held.Flags.Observed(seen.Flags), unchecked((long)seen.ModSeq));
    }

    public void Change(long message, Func<FlagState, FlagState> change)
    {
        foreach (var held in Read(_byId.Bind(1, message))) Write(held, change(held.Flags));
    }

    public void Change(long mailbox, uint uidValidity, UidSet uids, Func<FlagState, FlagState> change)
    {
        foreach (var range in uids.Ranges)
            foreach (var held in ReadPlaced(mailbox, uidValidity, range)) Write(held, change(held.Flags));
    }

    IEnumerable<Held> ReadPlaced(long mailbox, uint uidValidity, UidRange range)
    {
        for (long next = range.First, read = Page; read == Page;)
        {
            var page = Read(Bind(_byPlace, next).Bind(5, Page));
            foreach (var held in page) yield return held;
            read = page.Count;
            if (read > 0) next = page[^1].Uid + 1;
        }

        if (!transfers.Any) yield break;
        foreach (var held in Read(Bind(_moved, range.First))) yield return held;

        Statement Bind(Statement statement, long first) => statement.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, first).Bind(4, range.Last);
    }

    void Write(Held held, FlagState flags, long? modSeq = null)
    {
        if (flags == held.Flags)
        {
            if (modSeq is { } told) _writeModSeq.Bind(1, held.Id).Bind(2, told).Execute();
            return;
        }

        counts.Removed(held.Mailbox, held.Flags.Local.System);
        counts.Added(held.Mailbox, flags.Local.System);
        if (flags.Local != held.Flags.Local) feed.Changed(held.Id);
        Bind(Bind(Bind(_write.Bind(1, held.Id).Bind(8, modSeq), 2, flags.Common), 4, flags.Local), 6, flags.Uncertain).Execute();
    }

    static Statement Bind(Statement statement, int index, MailFlags flags) => statement.Bind(index, (long)flags.System).Bind(index + 1, flags.KeywordText);

    static List<Held> Read(Statement statement)
    {
        var held = new List<Held>();
        using var rows = statement.Open();
        while (rows.Read()) held.Add(new(rows.Int64(0), FlagRows.Read(rows, 1), rows.Int64(FlagRows.Count), rows.Int64(FlagRows.Count + 1)));
        return held;
    }

    readonly record struct Held(long Id, FlagState Flags, long Mailbox, long Uid);
}
