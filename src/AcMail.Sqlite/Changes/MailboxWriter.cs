using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes mailboxes. One that is no longer listed keeps its row, and with it its place and the UIDs it gave out.</summary>
sealed class MailboxWriter(SqliteDatabase database, FeedWriter feed)
{
    readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    readonly Statement _find = database.Prepare("SELECT id FROM mailbox WHERE name=?1 AND listed=1");
    readonly Statement _describe = database.Prepare("""
        UPDATE mailbox SET delimiter=?2, role=?3, selectable=?4 WHERE id=?1 AND NOT(delimiter IS ?2 AND role=?3 AND selectable=?4)
        """);
    readonly Statement _ensure = database.Prepare("""
        INSERT INTO mailbox(name, listed, role, selectable, appeared) VALUES(?1, 1, 0, 1, ?2)
        ON CONFLICT(name) DO UPDATE SET listed=1, appeared=?2
        """);
    readonly Statement _unlist = database.Prepare(
        "UPDATE mailbox SET listed=0, uid_validity=NULL, uid_next=NULL, highest_modseq=NULL, changed=?2 WHERE id=?1");
    readonly Statement _checkpoint = database.Prepare("UPDATE mailbox SET uid_validity=?2, uid_next=?3, highest_modseq=?4 WHERE id=?1");
    readonly Statement _nextUid = database.Prepare(
        "UPDATE mailbox SET next_local_uid=next_local_uid+1 WHERE id=?1 RETURNING next_local_uid-1");
    readonly Statement _reserve = database.Prepare("UPDATE mailbox SET next_local_uid=max(next_local_uid, ?2+1) WHERE id=?1");
    readonly Statement _role = database.Prepare("UPDATE mailbox SET role=?2 WHERE id=?1 AND role<>?2");
    readonly Statement _changed = database.Prepare("UPDATE mailbox SET changed=?2 WHERE id=?1");

    public void Begin() => _ids.Clear();

    public long? Find(string name)
    {
        if (_ids.TryGetValue(name, out var known)) return known;
        if (_find.Bind(1, name).Scalar() is not { } id) return null;
        return _ids[name] = id;
    }

    /// <summary>The mailbox of that name; one that nobody listed yet is added plain.</summary>
    public long Ensure(string name)
    {
        if (Find(name) is { } id) return id;
        _ensure.Bind(1, name).Bind(2, feed.Revision).Execute();
        return Find(name)!.Value;
    }

    public long EnsureLocal(string name, MailboxRole role)
    {
        var id = Ensure(name);
        if (role != MailboxRole.None && _role.Bind(1, id).Bind(2, (long)role).Execute() > 0) Change(id);
        return id;
    }

    public void List(MailboxListed mailbox)
    {
        var id = Ensure(mailbox.Name);
        var changed = _describe.Bind(1, id).Bind(2, (long?)mailbox.Delimiter).Bind(3, (long)mailbox.Role).Bind(4, mailbox.Selectable ? 1 : 0).Execute();
        if (changed > 0) Change(id);
    }

    public void Unlist(long id)
    {
        _ids.Clear();
        _unlist.Bind(1, id).Bind(2, feed.Revision).Execute();
    }

    public void Checkpoint(string name, MailboxCheckpoint checkpoint) => _checkpoint.Bind(1, Ensure(name))
        .Bind(2, checkpoint.UidValidity).Bind(3, checkpoint.UidNext).Bind(4, unchecked((long)checkpoint.HighestModSeq)).Execute();

    public uint NextUid(long id) => (uint)_nextUid.Bind(1, id).Scalar()!.Value;

    /// <summary>Sees to it that a UID is not assigned: a server uses it under UIDVALIDITY 0.</summary>
    public void Reserve(long id, uint uid) => _reserve.Bind(1, id).Bind(2, uid).Execute();

    void Change(long id) => _changed.Bind(1, id).Bind(2, feed.Revision).Execute();
}
