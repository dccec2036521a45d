using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes mailboxes. One that is no longer listed keeps its row, and with it its place and the UIDs it gave out.</summary>
sealed class MailboxWriter(SqliteDatabase database)
{
    readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    readonly Statement _find = database.Prepare("SELECT id FROM mailbox WHERE name=?1 AND listed=1");
    readonly Statement _list = database.Prepare("""
        INSERT INTO mailbox(name, listed, delimiter, role, selectable, object_id) VALUES(?1, 1, ?2, ?3, ?4, ?5)
        ON CONFLICT(name) DO UPDATE SET listed=1, delimiter=?2, role=?3, selectable=?4, object_id=CASE ?5 WHEN '' THEN object_id ELSE ?5 END
        """);
    readonly Statement _ensure = database.Prepare("""
        INSERT INTO mailbox(name, listed, role, selectable) VALUES(?1, 1, ?2, 1) ON CONFLICT(name) DO UPDATE SET listed=1
        """);
    readonly Statement _unlist = database.Prepare(
        "UPDATE mailbox SET listed=0, uid_validity=NULL, uid_next=NULL, highest_modseq=NULL, object_id='' WHERE id=?1");
    readonly Statement _checkpoint = database.Prepare("""
        UPDATE mailbox SET uid_validity=?2, uid_next=?3, highest_modseq=?4, changed_since=?5, floor=?6, scanned_at=?7 WHERE id=?1
        """);
    readonly Statement _rename = database.Prepare("UPDATE mailbox SET name=?2 WHERE name=?1");
    readonly Statement _nextUid = database.Prepare(
        "UPDATE mailbox SET next_local_uid=next_local_uid+1 WHERE id=?1 RETURNING next_local_uid-1");
    readonly Statement _reserve = database.Prepare("UPDATE mailbox SET next_local_uid=max(next_local_uid, ?2+1) WHERE id=?1");
    readonly Statement _role = database.Prepare("UPDATE mailbox SET role=?2 WHERE id=?1");

    public void Begin() => _ids.Clear();

    public long? Find(string name)
    {
        if (_ids.TryGetValue(name, out var known)) return known;
        if (_find.Bind(1, name).Scalar() is not { } id) return null;
        return _ids[name] = id;
    }

    /// <summary>The mailbox of that name; one that nobody listed yet is added plain.</summary>
    public long Ensure(string name) => EnsureWith(name, MailboxRole.None);

    public long EnsureLocal(string name, MailboxRole role)
    {
        var id = EnsureWith(name, role);
        if (role != MailboxRole.None) _role.Bind(1, id).Bind(2, (long)role).Execute();
        return id;
    }

    public void List(MailboxListed mailbox) => _list
        .Bind(1, mailbox.Name).Bind(2, (long?)mailbox.Delimiter).Bind(3, (long)mailbox.Role).Bind(4, mailbox.Selectable ? 1 : 0)
        .Bind(5, mailbox.ObjectId).Execute();

    /// <summary>A mailbox that had the new name and is no longer listed gets the old one, and so keeps its row.</summary>
    public void Rename(MailboxRenamed renamed)
    {
        if (Find(renamed.Name) is null || Find(renamed.NewName) is not null) return;
        _ids.Clear();
        const string aside = "";
        _rename.Bind(1, renamed.NewName).Bind(2, aside).Execute();
        _rename.Bind(1, renamed.Name).Bind(2, renamed.NewName).Execute();
        _rename.Bind(1, aside).Bind(2, renamed.Name).Execute();
    }

    public void Unlist(long id)
    {
        _ids.Clear();
        _unlist.Bind(1, id).Execute();
    }

    public void Checkpoint(string name, MailboxCheckpoint checkpoint) => _checkpoint.Bind(1, Ensure(name))
        .Bind(2, checkpoint.UidValidity).Bind(3, checkpoint.UidNext).Bind(4, unchecked((long)checkpoint.HighestModSeq))
        .Bind(5, unchecked((long)checkpoint.ChangedSince)).Bind(6, checkpoint.Floor).Bind(7, checkpoint.ScannedAt?.UtcTicks).Execute();

    public uint NextUid(long id) => (uint)_nextUid.Bind(1, id).Scalar()!.Value;

    /// <summary>Sees to it that a UID is not assigned: a server uses it under UIDVALIDITY 0.</summary>
    public void Reserve(long id, uint uid) => _reserve.Bind(1, id).Bind(2, uid).Execute();

    long EnsureWith(string name, MailboxRole role)
    {
        if (Find(name) is { } id) return id;
        _ensure.Bind(1, name).Bind(2, (long)role).Execute();
        return Find(name)!.Value;
    }
}
