using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes what is done to mailboxes here, and what becomes of it on the server.</summary>
sealed class StandingWriter(SqliteDatabase database, MailboxWriter mailboxes, TransferWriter transfers)
{
    readonly Statement _isTaken = database.Prepare(
        "SELECT EXISTS(SELECT 1 FROM mailbox WHERE (name=?1 OR server_name=?1) AND NOT (listed=0 AND (server_name IS NULL OR name=?2)))");

    readonly Statement _create = database.Prepare("""
        INSERT INTO mailbox(name, server_name, listed, delimiter, role, selectable) VALUES(?1, ?3, 1, ?2, ?4, 1)
        ON CONFLICT(name) DO UPDATE SET listed=1, delimiter=?2, role=?4, server_name=coalesce(?3, server_name)
        """);

    readonly Statement _delimiter = database.Prepare("SELECT coalesce(delimiter, 0) FROM mailbox WHERE id=?1");
    readonly Statement _forget = database.Prepare("DELETE FROM mailbox WHERE name=?1 AND listed=0 AND server_name IS NULL");
    readonly Statement _rename = database.Prepare("UPDATE mailbox SET name=?2, server_name=?3 WHERE id=?1");
    readonly Statement _all = database.Prepare("SELECT id, name, server_name, listed, coalesce(delimiter, 0) FROM mailbox ORDER BY id");

    readonly Statement _discard = database.Prepare("""
        UPDATE mailbox SET listed=0, chosen=NULL, server_name=CASE WHEN ?2 THEN NULL ELSE server_name END,
          uid_validity=CASE WHEN ?2 THEN NULL ELSE uid_validity END, uid_next=CASE WHEN ?2 THEN NULL ELSE uid_next END,
          highest_modseq=CASE WHEN ?2 THEN NULL ELSE highest_modseq END
        WHERE id=?1 AND NOT EXISTS(SELECT 1 FROM message WHERE mailbox_id=?1)
        """);

    readonly Statement _restore = database.Prepare("UPDATE mailbox SET name=server_name, listed=1 WHERE id=?1");
    readonly Statement _isCreated = database.Prepare("SELECT server_name IS NULL FROM mailbox WHERE id=?1");

    readonly Statement _uncreate = database.Prepare(
        "UPDATE mailbox SET chosen=NULL, listed=EXISTS(SELECT 1 FROM message WHERE mailbox_id=mailbox.id) WHERE id=?1");

    readonly Statement _choose = database.Prepare("""
        UPDATE mailbox SET subscribed=CASE WHEN ?3 THEN ?2 ELSE subscribed END,
          chosen=CASE WHEN ?3 OR (subscribed=?2 AND server_name IS NOT NULL) THEN NULL ELSE ?2 END
        WHERE id=?1
        """);

    readonly Statement _settle = database.Prepare("UPDATE mailbox SET subscribed=?2, chosen=NULL WHERE id=?1");

    public void Create(MailboxCreated change)
    {
        if (_isTaken.Bind(1, change.Name).Bind(2, change.Name).Scalar() != 0) return;
        mailboxes.Change();
        _create.Bind(1, change.Name).Bind(2, (long?)change.Delimiter).Bind(4, (long)change.Role);
        (change.IsLocalOnly ? _create.Bind(3, change.Name) : _create.BindNull(3)).Execute();
    }

    public void Rename(MailboxRenamed change)
    {
        if (mailboxes.FindHere(change.Name) is not { } renamed || IsWithin(change.NewName, change.Name, renamed)) return;
        var family = Family(m => m.Listed && (m.Id == renamed || m.IsBelow(m.Name, change.Name)))
            .ConvertAll(m => m with { Name = change.NewName + m.Name[change.Name.Length..] });
        Give(change.IsLocalOnly ? family.ConvertAll(m => m with { ServerName = m.Name }) : family);
    }

    public void Relocate(MailboxRelocated change)
    {
        if (mailboxes.FindThere(change.Mailbox) is not { } moved || IsWithin(change.NewName, change.Mailbox, moved)) return;
        var family = Family(m => m.Id == moved || (m.ServerName is not null && m.IsBelow(m.ServerName, change.Mailbox))).ConvertAll(m =>
        {
            var name = change.NewName + m.ServerName![change.Mailbox.Length..];
            return m with { ServerName = name, Name = m.Name == m.ServerName ? name : m.Name };
        });
        Give(family);
    }

    public void Discard(MailboxDiscarded change)
    {
        if (mailboxes.FindHere(change.Name) is not { } id) return;
        mailboxes.Change();
        _discard.Bind(1, id).Bind(2, change.IsLocalOnly ? 1 : 0).Execute();
    }

    public void Restore(MailboxRestored change)
    {
        if (mailboxes.FindThere(change.Mailbox) is { } known)
        {
            mailboxes.Change();
            _forget.Bind(1, change.Mailbox).Execute();
            _restore.Bind(1, known).Execute();
        }
        else if (mailboxes.FindHere(change.Mailbox) is { } created && _isCreated.Bind(1, created).Scalar() != 0)
        {
            mailboxes.Change();
            transfers.GiveBack(created);
            _uncreate.Bind(1, created).Execute();
        }
    }

    public void Choose(SubscriptionChosen change)
    {
        if (mailboxes.FindHere(change.Name) is not { } id) return;
        mailboxes.Change();
        _choose.Bind(1, id).Bind(2, change.Subscribed ? 1 : 0).Bind(3, change.IsLocalOnly ? 1 : 0).Execute();
    }

    public void Settle(SubscriptionSettled change)
    {
        if (mailboxes.FindThere(change.Mailbox) is not { } id) return;
        mailboxes.Change();
        _settle.Bind(1, id).Bind(2, change.Subscribed ? 1 : 0).Execute();
    }

    bool IsWithin(string name, string parent, long id) => name == parent
        || (_delimiter.Bind(1, id).Scalar() is > 0 and var code && name.StartsWith(parent + (char)code, StringComparison.Ordinal));

    List<Member> Family(Func<Member, bool> belongs)
    {
        var family = new List<Member>();
        using var rows = _all.Open();
        while (rows.Read())
        {
            var member = new Member(rows.Int64(0), rows.Text(1), rows.IsNull(2) ? null : rows.Text(2), rows.Int32(3) != 0, (char)rows.Int32(4));
            if (belongs(member)) family.Add(member);
        }

        return family;
    }

    /// <summary>Gives mailboxes their new names, unless one of these is taken: no name, here or on the server, is ever that of two.</summary>
    void Give(List<Member> family)
    {
        var members = family.Select(m => m.Id).ToHashSet();
        var taken = Family(o => (o.Listed || o.ServerName is not null) && !members.Contains(o.Id)).SelectMany(o => o.Names).ToHashSet(StringComparer.Ordinal);
        if (!family.TrueForAll(m => m.Names.All(taken.Add))) return;
        mailboxes.Change();
        // By way of names that nobody has, since each name is given once at any time.
        foreach (var member in family) _rename.Bind(1, member.Id).Bind(2, $"\u0001{member.Id}").BindNull(3).Execute();
        foreach (var member in family)
        {
            _forget.Bind(1, member.Name).Execute();
            _rename.Bind(1, member.Id).Bind(2, member.Name);
            (member.ServerName is { } there ? _rename.Bind(3, there) : _rename.BindNull(3)).Execute();
        }
    }

    readonly record struct Member(long Id, string Name, string? ServerName, bool Listed, char Delimiter)
    {
        public IEnumerable<string> Names => ServerName is { } there && there != Name ? [Name, there] : [Name];

        public bool IsBelow(string name, string parent) => Delimiter != 0 && name.StartsWith(parent + Delimiter, StringComparison.Ordinal);
    }
}
