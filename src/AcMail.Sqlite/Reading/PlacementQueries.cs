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

    public static List<StoredPlacement> Read(SqliteDatabase database, string mailbox, uint uidValidity, uint first, uint last)
    {
        var placements = new List<StoredPlacement>();
        using var rows = database.Prepare("""
            SELECT uid, base_flags, base_keywords, modseq FROM message
            WHERE mailbox_id=(SELECT id FROM mailbox WHERE server_name=?1) AND uid_validity=?2 AND uid BETWEEN ?3 AND ?4
            UNION ALL
            SELECT t.there_uid, m.base_flags, m.base_keywords, m.modseq FROM transfer t CROSS JOIN message m ON m.id=t.message_id
            WHERE t.there_mailbox=(SELECT id FROM mailbox WHERE server_name=?1) AND t.there_validity=?2 AND t.there_uid BETWEEN ?3 AND ?4
            ORDER BY 1
            """).Bind(1, mailbox).Bind(2, uidValidity).Bind(3, first).Bind(4, last).Open();
        while (rows.Read())
            placements.Add(new((uint)rows.Int64(0), MailFlags.Restore((SystemFlags)rows.Int32(1), rows.Text(2)), unchecked((ulong)rows.Int64(3))));
        return placements;
    }

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
