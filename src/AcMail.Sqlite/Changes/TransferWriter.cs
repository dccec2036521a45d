using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes what is done to the places of messages, by a person here and by the server.</summary>
sealed class TransferWriter(
    SqliteDatabase database, MailboxWriter mailboxes, TransferTable transfers, LocalMessageWriter local, FlagWriter flags, FeedWriter feed)
{
    static readonly MailFlags Deleted = new(SystemFlags.Deleted);

    readonly Statement _find = database.Prepare("SELECT mailbox_id, uid_validity, uid FROM message WHERE id=?1 AND mailbox_id>0");

    readonly Statement _copy = database.Prepare($"""
        INSERT INTO message(mailbox_id, uid_validity, uid, content_id, base_flags, base_keywords, local_flags, local_keywords,
          modseq, internal_date, internal_offset, header_of, whole_size, arrived)
        SELECT ?2, ?3, ?4, content_id, base_flags, base_keywords, local_flags, local_keywords, modseq, internal_date, internal_offset, header_of, whole_size, ?5
        FROM message WHERE id=?1
        """);

    public void Refile(long id, long target)
    {
        if (Find(id) is not { } place) return;
        if (transfers.FindOf(id) is { } transfer) transfers.Put(transfer, transfer.Where.Refiled(target));
        else if (place.Mailbox == target) return;
        else if (place.UidValidity == 0) local.Refile(id, place.Mailbox, target, mailboxes.NextUid(target));
        else transfers.Begin(id, new(target, place));
    }

    /// <summary>Files a copy of a message, and returns its id.</summary>
    public long? Copy(long id, string mailbox)
    {
        if (Find(id) is not { } place) return null;
        var target = mailboxes.EnsureHere(mailbox);
        var where = transfers.FindOf(id)?.Where;
        var isLocal = where is null && place.UidValidity == 0;
        _copy.Bind(1, id).Bind(2, isLocal ? target : 0).Bind(3, isLocal ? 0 : Schema.Unplaced).Bind(4, isLocal ? mailboxes.NextUid(target) : 0)
            .Bind(5, feed.Revision).Execute();
        var copy = database.LastId;
        if (isLocal) local.Filed(copy, target);
        else transfers.Begin(copy, new(target, null) { CopyOf = where is null ? place : where.There ?? where.CopyOf });
        return copy;
    }

    public void Offer(MessageOffered change)
    {
        if (Find(change.Id) is not { UidValidity: 0 } || transfers.FindOf(change.Id) is not null) return;
        Whereabouts where = new(mailboxes.EnsureHere(change.Mailbox), null);
        if (change.MayBeIn is { } name) where = where.Attempted(new(mailboxes.EnsureThere(name), 0, 0, Takes: false));
        transfers.Begin(change.Id, where);
        flags.Change(change.Id, f => new(default, f.Local, default));
    }

    public void Discard(long id)
    {
        if (Find(id) is not { } place) return;
        if (transfers.FindOf(id) is { } transfer) transfers.Put(transfer, transfer.Where.Discarded());
        else if (place.UidValidity == 0) local.Remove(id, place.Mailbox);
        else transfers.Begin(id, new(null, place));
    }

    public void Restore(long id)
    {
        if (transfers.FindOf(id) is { } transfer) transfers.Put(transfer, transfer.Where.Restored());
    }

    public void Attempt(TransfersAttempted change)
    {
        if (mailboxes.FindThere(change.Mailbox) is not { } mailbox) return;
        var attempt = new TransferAttempt(mailbox, change.UidValidity, change.UidNext, change.Takes);
        foreach (var transfer in Of(change.Transfers))
        {
            transfers.Put(transfer, transfer.Where.Attempted(attempt));
            if (transfer is { Message: { } message, Where: { There: null, CopyOf: null } }) flags.Change(message, f => FlagState.Of(f.Local));
        }
    }

    public void Accept(TransfersAccepted change)
    {
        foreach (var transfer in Of(change.Transfers)) transfers.Put(transfer, transfer.Where.Accepted());
    }

    public void Fail(TransfersFailed change)
    {
        foreach (var transfer in Of(change.Transfers)) transfers.Put(transfer, transfer.Where.Failed());
    }

    public void Arrive(TransferArrived change)
    {
        if (transfers.Find(change.Transfer) is { Where.Attempt: { } attempt } transfer)
            transfers.Arrive(transfer, new(attempt.Mailbox, change.UidValidity, change.Uid), change.LeftBehind);
    }

    public void Miss(long mailbox)
    {
        foreach (var transfer in transfers.AttemptsIn(mailbox)) transfers.Put(transfer, transfer.Where.Missed());
    }

    public void Leave(RemovalsLeft change)
    {
        foreach (var transfer in Of(change.Transfers))
        {
            if (transfer.Where is not { Here: null, There: not null }) continue;
            transfers.Leave(transfer);
            if (transfer.Message is { } message) flags.Change(message, f => f with { Common = f.Common.Union(Deleted) });
        }
    }

    /// <summary>A mailbox is not on the server: what was sent there did not arrive, and what was moved into it here is where it was.</summary>
    public void GiveBack(long mailbox)
    {
        Miss(mailbox);
        foreach (var transfer in transfers.Into(mailbox))
            if (transfer.Where.There is not null) transfers.Put(transfer, transfer.Where.Restored());
    }

    ServerPlace? Find(long id)
    {
        using var rows = _find.Bind(1, id).Open();
        return rows.Read() ? new(rows.Int64(0), (uint)Math.Max(rows.Int64(1), 0), (uint)rows.Int64(2)) : null;
    }

    IEnumerable<TransferRow> Of(IEnumerable<long> ids)
    {
        foreach (var id in ids.Distinct())
            if (transfers.Find(id) is { } transfer) yield return transfer;
    }
}
