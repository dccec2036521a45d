using System.Runtime.InteropServices;

namespace AcMail.Sqlite;

/// <summary>
/// Between which UIDs a mailbox holds messages: what comes newest first, or after all others, has a place that nobody needs to look up.
/// </summary>
sealed class HeldPlaces(SqliteDatabase database)
{
    readonly Dictionary<(long Mailbox, uint UidValidity), (long First, long Last)> _held = [];
    readonly Statement _first = database.Prepare("SELECT min(uid) FROM message WHERE mailbox_id=?1 AND uid_validity=?2");
    readonly Statement _last = database.Prepare("SELECT max(uid) FROM message WHERE mailbox_id=?1 AND uid_validity=?2");

    public void Forget() => _held.Clear();

    /// <summary>Whether a place is known to be free; from now on it is not.</summary>
    public bool Take(long mailbox, uint uidValidity, uint uid)
    {
        // There the store gives out UIDs itself.
        if (uidValidity == 0) return false;
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, (mailbox, uidValidity), out var known);
        if (!known) held = (Find(_first, mailbox, uidValidity) ?? long.MaxValue, Find(_last, mailbox, uidValidity) ?? 0);
        var isFree = uid < held.First || uid > held.Last;
        held = (Math.Min(held.First, uid), Math.Max(held.Last, uid));
        return isFree;
    }

    static long? Find(Statement statement, long mailbox, uint uidValidity) => statement.Bind(1, mailbox).Bind(2, uidValidity).Scalar();
}
