namespace AcMail.Sqlite;

/// <summary>Gives a transaction that changes something visible its revision, and keeps for a while what left a mailbox.</summary>
sealed class FeedWriter(SqliteDatabase database)
{
    /// <summary>At least so many removals are kept, the newest, and at most twice as many and those of one transaction.</summary>
    public const int RemovalsKept = 10_000;

    readonly Statement _read = database.Prepare("SELECT revision, removals FROM feed");
    readonly Statement _write = database.Prepare("UPDATE feed SET revision=?1, removals=?2");
    readonly Statement _changed = database.Prepare("UPDATE message SET changed=?2 WHERE id=?1 AND arrived<?2");
    readonly Statement _changedWith = database.Prepare("UPDATE message SET changed=?2 WHERE content_id=?1 AND mailbox_id>0 AND arrived<?2");
    readonly Statement _left = database.Prepare(
        "INSERT INTO removal(revision, message_id, mailbox_id, arrived) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
    readonly Statement _oldestKept = database.Prepare("SELECT revision FROM removal ORDER BY revision DESC LIMIT 1 OFFSET ?1");
    readonly Statement _forget = database.Prepare("DELETE FROM removal WHERE revision<?1");
    readonly Statement _forgotten = database.Prepare("UPDATE feed SET forgotten=?1");
    long _before, _removals;
    bool _used;

    /// <summary>The revision of this transaction, which is to say that it changes something visible.</summary>
    public long Revision
    {
        get
        {
            _used = true;
            return _before + 1;
        }
    }

    public void Begin()
    {
        using var rows = _read.Open();
        rows.Read();
        (_before, _removals, _used) = (rows.Int64(0), rows.Int64(1), false);
    }

    /// <summary>What can be seen of a message has changed.</summary>
    public void Changed(long message) => _changed.Bind(1, message).Bind(2, Revision).Execute();

    /// <summary>What can be seen of the messages with a content has changed.</summary>
    public void ChangedWith(long content)
    {
        if (_changedWith.Bind(1, content).Bind(2, _before + 1).Execute() > 0) _used = true;
    }

    /// <summary>A message is no longer in a mailbox. Where it arrived in this very transaction, nobody ever saw it there.</summary>
    public void Left(long message, long mailbox, long arrived)
    {
        if (arrived > _before) return;
        _removals += _left.Bind(1, Revision).Bind(2, message).Bind(3, mailbox).Bind(4, arrived).Execute();
    }

    public void Finish()
    {
        if (!_used) return;
        if (_removals > 2 * RemovalsKept) Forget();
        _write.Bind(1, Revision).Bind(2, _removals).Execute();
    }

    void Forget()
    {
        var oldest = _oldestKept.Bind(1, RemovalsKept - 1).Scalar()!.Value;
        _removals -= _forget.Bind(1, oldest).Execute();
        // What was removed up to that revision is known no longer; a reader who has seen it needs none of it.
        _forgotten.Bind(1, oldest - 1).Execute();
    }
}
