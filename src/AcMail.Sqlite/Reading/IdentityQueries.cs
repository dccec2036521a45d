using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Finds contents by what a server tells of messages.</summary>
static class IdentityQueries
{
    public static List<HeldContent?> Find(SqliteDatabase database, string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities) =>
        [.. identities.Select(identity => FindOne(database, mailbox, uidValidity, identity))];

    public static List<bool> MayHold(SqliteDatabase database, IReadOnlyList<ContentIdentity> identities)
    {
        var any = database.Prepare("SELECT EXISTS(SELECT 1 FROM identity WHERE key BETWEEN ?1 AND ?1+4294967295)");
        return [.. identities.Select(identity =>
        {
            using var rows = any.Bind(1, IdentityKey.OfArrival(identity)).Open();
            return rows.Read() && rows.Int64(0) != 0;
        })];
    }

    static HeldContent? FindOne(SqliteDatabase database, string mailbox, uint uidValidity, ContentIdentity identity)
    {
        var byEmailId = identity.EmailId.Length == 0 ? null : Only(Fitting(database, IdentityKey.OfEmailId(identity), identity, null));
        var found = byEmailId;
        if (found is null && identity.MessageId.Length > 0)
            found = Only(Fitting(database, IdentityKey.OfMessageId(identity), identity, identity.MessageId));
        return found is not { } one ? null : new HeldContent(one.Key)
        {
            IsCertain = byEmailId is not null, WholeSize = one.WholeSize, Room = Room(database, one.Content, mailbox, uidValidity),
        };
    }

    static List<Candidate> Fitting(SqliteDatabase database, long key, ContentIdentity identity, string? messageId)
    {
        var fitting = new List<Candidate>();
        using var rows = database.Prepare("""
            SELECT i.content_id, c.sha256, i.whole_size, coalesce(i.whole_size, c.length), h.message_id
            FROM identity i JOIN content c ON c.id=i.content_id LEFT JOIN header h ON h.content_id=i.content_id WHERE i.key=?1
            """).Bind(1, key).Open();
        while (rows.Read())
        {
            if (rows.Int64(3) == identity.Size && (messageId is null || rows.Text(4) == messageId))
                fitting.Add(new(rows.Int64(0), new(rows.Blob(1)), rows.IsNull(2) ? null : rows.Int64(2)));
        }

        return fitting;
    }

    // A whole message makes the header that was held before it of no use.
    static Candidate? Only(List<Candidate> fitting)
    {
        var whole = fitting.Where(c => c.WholeSize is null).ToList();
        var best = whole.Count > 0 ? whole : fitting;
        return best.Count == 1 ? best[0] : null;
    }

    static int Room(SqliteDatabase database, long content, string mailbox, uint uidValidity)
    {
        using var rows = database.Prepare("""
            SELECT coalesce(sum(uid_validity<>?3), 0), count(*) FROM message INDEXED BY message_content
            WHERE content_id=?1 AND mailbox_id=(SELECT id FROM mailbox WHERE server_name=?2) AND uid_validity>=0
            """).Bind(1, content).Bind(2, mailbox).Bind(3, uidValidity).Open();
        rows.Read();
        return rows.Int32(0) > 0 ? rows.Int32(0) : rows.Int32(1) > 0 ? 0 : 1;
    }

    readonly record struct Candidate(long Content, ContentKey Key, long? WholeSize);
}
