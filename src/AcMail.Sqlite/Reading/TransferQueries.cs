using AcMail.Storage;

namespace AcMail.Sqlite;

static class TransferQueries
{
    const string All = $"""
        SELECT {TransferRows.Columns}, c.sha256, m.local_flags, m.local_keywords, m.internal_date, m.internal_offset, h.message_id, m.header_of
        FROM transfer t LEFT JOIN message m ON m.id=t.message_id LEFT JOIN content c ON c.id=m.content_id LEFT JOIN header h ON h.content_id=m.content_id
        ORDER BY t.id
        """;

    public static List<StoredTransfer> ReadAll(SqliteDatabase database)
    {
        var names = new MailboxNames(database, MailboxNames.There);
        var transfers = new List<StoredTransfer>();
        using var rows = database.Prepare(All).Open();
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
