namespace AcMail.Sqlite;

/// <summary>Makes what a server numbered local, as if no server ever had it.</summary>
sealed class DetachingWriter(SqliteDatabase database, MailboxWriter mailboxes, TransferTable transfers, FeedWriter feed)
{
    readonly Statement _settle = database.Prepare("""
        UPDATE message SET base_flags=local_flags, base_keywords=local_keywords, uncertain_flags=0, uncertain_keywords='', modseq=0
        """);

    readonly Statement _numbered = database.Prepare("SELECT id, mailbox_id, uid_validity, uid FROM message WHERE uid_validity<>0 ORDER BY id");
    readonly Statement _number = database.Prepare("UPDATE message SET uid_validity=0, uid=?2 WHERE id=?1");

    // Names are given once at any time: none is free before all are.
    readonly Statement _leave = database.Prepare("""
        UPDATE mailbox SET server_name=NULL, uid_validity=NULL, uid_next=NULL, highest_modseq=NULL, object_id='',
          subscribed=coalesce(chosen, subscribed), chosen=NULL
        """);

    readonly Statement _name = database.Prepare("UPDATE mailbox SET server_name=name WHERE listed=1");

    readonly Statement[] _forget =
    [
        // Those that were deleted here are in no mailbox.
        database.Prepare("DELETE FROM message WHERE mailbox_id=0"), database.Prepare("DELETE FROM transfer"), database.Prepare("DELETE FROM distrust"),
        database.Prepare("DELETE FROM quarantine"), database.Prepare("DELETE FROM held_removal"), database.Prepare("DELETE FROM mirror"),
        database.Prepare("DELETE FROM identity"),
    ];

    public void Detach()
    {
        foreach (var statement in _forget) statement.Execute();
        transfers.Begin();
        mailboxes.Change();
        _leave.Execute();
        _name.Execute();
        _settle.Execute();
        foreach (var (id, mailbox, uidValidity, former) in ReadNumbered())
        {
            var uid = mailboxes.NextUid(mailbox);
            if (uid != former || uidValidity == Schema.Unplaced) feed.Changed(id);
            _number.Bind(1, id).Bind(2, uid).Execute();
        }
    }

    List<(long Id, long Mailbox, long UidValidity, long Uid)> ReadNumbered()
    {
        var numbered = new List<(long, long, long, long)>();
        using var rows = _numbered.Open();
        while (rows.Read()) numbered.Add((rows.Int64(0), rows.Int64(1), rows.Int64(2), rows.Int64(3)));
        return numbered;
    }
}
