using AcMail.Storage;

namespace AcMail.Sqlite;

static class PlacementQueries
{
    public static UidSet ReadUids(SqliteDatabase database, string mailbox, uint uidValidity)
    {
        using var rows = database.Prepare("""
            SELECT uid FROM message WHERE mailbox_id=(SELECT id FROM mailbox WHERE server_name=?1) AND uid_validity=?2
            UNION ALL
            SELECT there_uid FROM transfer WHERE there_mailbox=(SELECT id FROM mailbox WHERE server_name=?1) AND there_validity=?2
            ORDER BY 1
            """).Bind(1, mailbox).Bind(2, uidValidity).Open();
        return UidSet.FromRanges(Ranges(rows));
    }

    public static List<StoredPlacement> Read(SqliteDatabase database, string mailbox, uint uidValidity, UidSet uids) =>
        database.InOneState(() =>
        {
            var placements = new List<StoredPlacement>();
            if (database.Prepare("SELECT id FROM mailbox WHERE server_name=?1").Bind(1, mailbox).Scalar() is not { } id) return placements;
            var placed = database.Prepare("""
                SELECT uid, base_flags, base_keywords, modseq FROM message
                WHERE mailbox_id=?1 AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4 ORDER BY uid
                """);
            foreach (var range in uids.Ranges) Add(placed, range);
            var count = placements.Count;
            // Those that were moved or deleted here are few.
            if (uids.Count > 0) Add(
                database.Prepare("""
                    SELECT t.there_uid, m.base_flags, m.base_keywords, m.modseq FROM transfer t CROSS JOIN message m ON m.id=t.message_id
                    WHERE t.there_mailbox=?1 AND t.there_validity=?2 AND t.there_uid BETWEEN ?3 AND ?4
                    """),
                new(uids.Ranges[0].First, uids.Ranges[^1].Last));
            if (placements.Count > count) placements.Sort((a, b) => a.Uid.CompareTo(b.Uid));
            return placements;

            void Add(Statement statement, UidRange range)
            {
                using var rows = statement.Bind(1, id).Bind(2, uidValidity).Bind(3, range.First).Bind(4, range.Last).Open();
                while (rows.Read())
                {
                    var uid = (uint)rows.Int64(0);
                    if (uids.Contains(uid)) placements.Add(new(uid, MailFlags.Restore((SystemFlags)rows.Int32(1), rows.Text(2)), unchecked((ulong)rows.Int64(3))));
                }
            }
        });

    static IEnumerable<UidRange> Ranges(Rows rows)
    {
        if (!rows.Read()) yield break;
        uint first = (uint)rows.Int64(0), last = first;
        while (rows.Read())
        {
            var uid = (uint)rows.Int64(0);
            if (uid > last + 1)
            {
                yield return new(first, last);
                first = uid;
            }

            last = uid;
        }

        yield return new(first, last);
    }
}
