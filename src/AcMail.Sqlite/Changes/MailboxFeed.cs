namespace AcMail.Sqlite;

/// <summary>Finds out what a transaction changed of mailboxes that can be seen: the difference between before and after.</summary>
sealed class MailboxFeed(SqliteDatabase database, FeedWriter feed)
{
    readonly Statement _all = database.Prepare(
        "SELECT id, name, listed, coalesce(delimiter, 0), role, selectable, coalesce(chosen, subscribed), changed FROM mailbox");

    readonly Statement _appeared = database.Prepare("UPDATE mailbox SET appeared=?2 WHERE id=?1");
    readonly Statement _changed = database.Prepare("UPDATE mailbox SET changed=?2 WHERE id=?1");
    readonly Statement _former = database.Prepare("INSERT OR REPLACE INTO mailbox_former(mailbox_id, revision, name) VALUES(?1, ?2, ?3)");
    readonly Statement _arrived = database.Prepare("UPDATE message SET arrived=?2, changed=0 WHERE mailbox_id=?1");
    readonly Statement _anyBack = database.Prepare("SELECT EXISTS(SELECT 1 FROM mailbox WHERE listed=0 AND messages>0)");
    readonly Statement _back = database.Prepare("UPDATE mailbox SET listed=1, appeared=?1 WHERE listed=0 AND messages>0");
    Dictionary<long, Seen>? _before;

    public void Begin() => _before = null;

    /// <summary>Mailboxes are about to be changed.</summary>
    public void Watch() => _before ??= Read();

    public void Finish()
    {
        if (_before is not null)
        {
            var after = Read();
            foreach (var (id, mailbox) in _before) NoteName(id, mailbox, after.GetValueOrDefault(id));
            foreach (var (id, mailbox) in after) Note(id, _before.GetValueOrDefault(id), mailbox);
        }

        // A mailbox that was deleted here is back with the first message that comes to it.
        if (_anyBack.Scalar() != 0) _back.Bind(1, feed.Revision).Execute();
    }

    /// <summary>Whoever knows a mailbox by a name that it has no longer is to hear that this one is gone.</summary>
    void NoteName(long id, Seen before, Seen after)
    {
        if (before.Name == after.Name) return;
        _former.Bind(1, id).Bind(2, before.Listed ? feed.Revision : before.Changed).Bind(3, before.Name).Execute();
        if (before.Listed && after.Listed) _arrived.Bind(1, id).Bind(2, feed.Revision).Execute();
    }

    void Note(long id, Seen before, Seen after)
    {
        if (after.Listed && (!before.Listed || before.Name != after.Name)) _appeared.Bind(1, id).Bind(2, feed.Revision).Execute();
        else if (before.Listed && before != after) _changed.Bind(1, id).Bind(2, feed.Revision).Execute();
    }

    Dictionary<long, Seen> Read()
    {
        var mailboxes = new Dictionary<long, Seen>();
        using var rows = _all.Open();
        while (rows.Read())
            mailboxes.Add(rows.Int64(0), new(rows.Text(1), rows.Int32(2) != 0, rows.Int32(3), rows.Int32(4), rows.Int32(5) != 0, rows.Int32(6) != 0, rows.Int64(7)));
        return mailboxes;
    }

    readonly record struct Seen(string Name, bool Listed, int Delimiter, int Role, bool Selectable, bool Subscribed, long Changed);
}
