using AcMail.Storage;

namespace AcMail.Sqlite;

static class TransferQueries
{
    const string
        Columns = $"{TransferRows.Columns}, c.sha256, m.local_flags, m.local_keywords, m.internal_date, m.internal_offset, h.message_id, m.header_of",
        Joins = """
            LEFT JOIN message m ON m.id=t.message_id LEFT JOIN content c ON c.id=m.content_id LEFT JOIN header h ON h.content_id=m.content_id
            ORDER BY t.id
            """,
        All = $"SELECT {Columns} FROM transfer t {Joins}",
        Some = $"SELECT {Columns} FROM (SELECT DISTINCT value FROM json_each(?1)) j CROSS JOIN transfer t ON t.id=j.value {Joins}";

    public static List<StoredTransfer> Read(SqliteDatabase database, IReadOnlyCollection<long>? ids)
    {
        var names = new MailboxNames(database, MailboxNames.There);
        var transfers = new List<StoredTransfer>();
        using var rows = (ids is null ? database.Prepare(All) : database.Prepare(Some).Bind(1, IdList.Write(ids))).Open();
        while (rows.Read()) transfers.Add(Read(rows, names));
        return transfers;
    }

    static StoredTransfer Read(Rows rows, MailboxNames names)
    {
        var (id, message, where, isLeft) = TransferRows.Read(rows);
        return new(id, where.Here is { } here ? names[here] : null, Named(where.There))
        {
            CopyOf = Named(where.CopyOf), IsLeft = isLeft,
            Attempt = where.Attempt is { } a ? new(names[a.Mailbox], a.UidValidity, a.UidNext, a.Accepted) : null,
            Message = message is { } number ? ReadMessage(rows, number) : null,
        };

        MessagePlace? Named(ServerPlace? place) => place is { } p ? new(message ?? 0, names[p.Mailbox], p.UidValidity, p.Uid) : null;
    }

    static TransferredMessage ReadMessage(Rows rows, long id) => new(
        id, new(rows.Blob(TransferRows.Count)), MailFlags.Restore((SystemFlags)rows.Int32(TransferRows.Count + 1), rows.Text(TransferRows.Count + 2)),
        StoredDate.Restore(rows.Int64(TransferRows.Count + 3), rows.Int64(TransferRows.Count + 4)), rows.Text(TransferRows.Count + 5),
        !rows.IsNull(TransferRows.Count + 6));
}
