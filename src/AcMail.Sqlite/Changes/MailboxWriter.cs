using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes mailboxes. One that is no longer listed keeps its row, and with it its place and the UIDs it gave out.</summary>
sealed class MailboxWriter(SqliteDatabase database, MailboxFeed feed)
{
    readonly Dictionary<string, long> _here = new(StringComparer.Ordinal), _there = new(StringComparer.Ordinal);
    readonly Statement _findHere = database.Prepare("SELECT id FROM mailbox WHERE name=?1 AND listed=1");
    readonly Statement _findThere = database.Prepare("SELECT id FROM mailbox WHERE server_name=?1");

    // The server's name counts: what took it here by a new name goes back to its own, which only a mailbox that is gone may have had meanwhile.
    readonly Statement _forget = database.Prepare("""
        DELETE FROM mailbox WHERE listed=0 AND server_name IS NULL AND name=(SELECT server_name FROM mailbox WHERE name=?1 AND server_name<>?1)
        """);

    readonly Statement _yield = database.Prepare("UPDATE mailbox SET name=server_name WHERE name=?1 AND server_name<>?1");

    readonly Statement _ensure = database.Prepare("""
        INSERT INTO mailbox(name, server_name, listed, role, selectable) VALUES(?1, ?1, 1, 0, 1) ON CONFLICT(name) DO UPDATE SET listed=1, server_name=?1
        """);

    readonly Statement _relist = database.Prepare("UPDATE mailbox SET listed=1 WHERE id=?1");

    readonly Statement _list = database.Prepare("""
        UPDATE mailbox SET delimiter=?2, role=?3, selectable=?4, subscribed=coalesce(?5, subscribed), object_id=CASE ?6 WHEN '' THEN object_id ELSE ?6 END
        WHERE id=?1
        """);

    readonly Statement _unlist = database.Prepare("""
        UPDATE mailbox SET server_name=NULL, uid_validity=NULL, uid_next=NULL, highest_modseq=NULL, object_id='', chosen=NULL,
          listed=(listed=1 AND EXISTS(SELECT 1 FROM message WHERE mailbox_id=mailbox.id))
        WHERE id=?1
        """);

    readonly Statement _checkpoint = database.Prepare("""
        UPDATE mailbox SET uid_validity=?2, uid_next=?3, highest_modseq=?4, changed_since=?5, floor=?6, scanned_at=?7 WHERE id=?1
        """);

    readonly Statement _nextUid = database.Prepare(
        "UPDATE mailbox SET next_local_uid=next_local_uid+1 WHERE id=?1 RETURNING next_local_uid-1");

    readonly Statement _reserve = database.Prepare("UPDATE mailbox SET next_local_uid=max(next_local_uid, ?2+1) WHERE id=?1");
    readonly Statement _role = database.Prepare("UPDATE mailbox SET role=?2 WHERE id=?1");

    /// <summary>Forgets what was looked up: another process may have changed it.</summary>
    public void Begin()
    {
        _here.Clear();
        _there.Clear();
    }

    /// <summary>Mailboxes are about to be changed, their names too.</summary>
    public void Change()
    {
        feed.Watch();
        Begin();
    }

    /// <summary>The mailbox of that name here, where it is listed.</summary>
    public long? FindHere(string name) => Find(_here, _findHere, name);

    /// <summary>The mailbox of that name on the server.</summary>
    public long? FindThere(string name) => Find(_there, _findThere, name);

    /// <summary>The mailbox of that name on the server; one that nobody listed yet is added plain.</summary>
    public long EnsureThere(string name)
    {
        if (FindThere(name) is { } id) return id;
        Change();
        _forget.Bind(1, name).Execute();
        _yield.Bind(1, name).Execute();
        _ensure.Bind(1, name).Execute();
        return FindThere(name)!.Value;
    }

    /// <summary>The mailbox of that name here; one that is not listed is added plain, as one of the server's.</summary>
    public long EnsureHere(string name)
    {
        if (FindHere(name) is { } id) return id;
        id = EnsureThere(name);
        Change();
        _relist.Bind(1, id).Execute();
        return id;
    }

    public void GiveRole(long id, MailboxRole role)
    {
        if (role == MailboxRole.None) return;
        feed.Watch();
        _role.Bind(1, id).Bind(2, (long)role).Execute();
    }

    public void List(MailboxListed mailbox)
    {
        feed.Watch();
        _list.Bind(1, EnsureThere(mailbox.Name)).Bind(2, (long?)mailbox.Delimiter).Bind(3, (long)mailbox.Role).Bind(4, mailbox.Selectable ? 1 : 0)
            .Bind(5, mailbox.Subscribed is { } subscribed ? subscribed ? 1 : 0 : null).Bind(6, mailbox.ObjectId).Execute();
    }

    public void Unlist(long id)
    {
        Change();
        _unlist.Bind(1, id).Execute();
    }

    public void Checkpoint(string name, MailboxCheckpoint checkpoint) => _checkpoint.Bind(1, EnsureThere(name))
        .Bind(2, checkpoint.UidValidity).Bind(3, checkpoint.UidNext).Bind(4, unchecked((long)checkpoint.HighestModSeq))
        .Bind(5, unchecked((long)checkpoint.ChangedSince)).Bind(6, checkpoint.Floor).Bind(7, checkpoint.ScannedAt?.UtcTicks).Execute();

    public uint NextUid(long id) => (uint)_nextUid.Bind(1, id).Scalar()!.Value;

    /// <summary>Sees to it that a UID is not assigned: a server uses it under UIDVALIDITY 0.</summary>
    public void Reserve(long id, uint uid) => _reserve.Bind(1, id).Bind(2, uid).Execute();

    static long? Find(Dictionary<string, long> known, Statement statement, string name)
    {
        if (known.TryGetValue(name, out var id)) return id;
        return statement.Bind(1, name).Scalar() is { } found ? known[name] = found : null;
    }
}
