using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes what is remembered of a server.</summary>
sealed class ServerWriter(SqliteDatabase database)
{
    readonly Statement _claim = database.Prepare("INSERT INTO mirror(id, owner) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET owner=?1");
    readonly Statement _forgetIdentities = database.Prepare("DELETE FROM identity");
    readonly Statement _distrust = database.Prepare("""
        INSERT INTO distrust(promise, reason, since, until, times) VALUES(?1, ?2, ?3, ?4, ?5)
        ON CONFLICT(promise) DO UPDATE SET reason=?2, since=?3, until=?4, times=?5
        """);
    readonly Statement _trust = database.Prepare("DELETE FROM distrust WHERE promise=?1");
    readonly Statement _quarantine = database.Prepare("""
        INSERT INTO quarantine(mailbox_id, uid_validity, uid, kind, reply, attempts, since, next_try) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT DO UPDATE SET kind=?4, reply=?5, attempts=?6, since=?7, next_try=?8
        """);
    readonly Statement _lift = database.Prepare("DELETE FROM quarantine WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4");
    readonly Statement _hold = database.Prepare("""
        INSERT INTO held_removal(mailbox_id, uid_validity, uids, others) VALUES(?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET uid_validity=?2, uids=?3, others=?4
        """);
    readonly Statement _release = database.Prepare("DELETE FROM held_removal WHERE mailbox_id=?1");
    readonly Statement _forget = database.Prepare("DELETE FROM quarantine WHERE mailbox_id=?1");

    public void Claim(ReplicaClaimed claim)
    {
        _claim.Bind(1, claim.Owner).Execute();
        if (claim.IsAnothers) _forgetIdentities.Execute();
    }

    public void Distrust(Distrust distrust) => _distrust.Bind(1, (long)distrust.Promise).Bind(2, (long)distrust.Reason)
        .Bind(3, distrust.Since.UtcTicks).Bind(4, distrust.Until.UtcTicks).Bind(5, distrust.Times).Execute();

    public void Trust(ServerPromise promise) => _trust.Bind(1, (long)promise).Execute();

    public void Quarantine(long mailbox, QuarantinedMessage message) => _quarantine
        .Bind(1, mailbox).Bind(2, message.UidValidity).Bind(3, message.Uid).Bind(4, (long)message.Kind).Bind(5, message.Reply)
        .Bind(6, message.Attempts).Bind(7, message.Since.UtcTicks).Bind(8, message.NextTry.UtcTicks).Execute();

    public void Lift(long mailbox, uint uidValidity, UidSet uids)
    {
        foreach (var (first, last) in uids.Ranges) _lift.Bind(1, mailbox).Bind(2, uidValidity).Bind(3, first).Bind(4, last).Execute();
    }

    public void Hold(long mailbox, HeldRemoval removal)
    {
        if (removal.Count == 0) _release.Bind(1, mailbox).Execute();
        else _hold.Bind(1, mailbox).Bind(2, removal.UidValidity).Bind(3, removal.Uids.ToString()).Bind(4, removal.Others).Execute();
    }

    /// <summary>Forgets what concerns a mailbox.</summary>
    public void Forget(long mailbox)
    {
        _forget.Bind(1, mailbox).Execute();
        _release.Bind(1, mailbox).Execute();
    }
}
