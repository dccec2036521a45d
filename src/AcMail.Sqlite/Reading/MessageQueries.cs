using AcMail.Storage;

namespace AcMail.Sqlite;

static class MessageQueries
{
    /// <summary>The columns that <see cref="Read"/> reads.</summary>
    public const string Columns = """
        SELECT m.id, m.mailbox_id, m.uid, m.local_flags, m.local_keywords, m.internal_date, m.internal_offset, coalesce(m.whole_size, c.length),
          h.subject, h.sender, h.recipients, h.copies, h.date, h.date_offset, h.message_id, m.header_of
        """;

    /// <summary>What follows <c>FROM message m</c> for them.</summary>
    public const string Joins = " CROSS JOIN content c ON c.id=m.content_id LEFT JOIN header h ON h.content_id=m.content_id ";
    const string NewestFirst = " ORDER BY m.internal_date DESC, m.id DESC LIMIT ?1";
    const string InMailbox = "m.mailbox_id=(SELECT id FROM mailbox WHERE name=?2)";

    // CROSS JOIN fixes the order, so that the index gives the rows already sorted, or the search the few that match.
    const string All = Columns + " FROM message m" + Joins + NewestFirst;
    const string OfMailbox = Columns + " FROM message m" + Joins + "WHERE " + InMailbox + NewestFirst;
    const string Matching = Columns + " FROM header_search s CROSS JOIN message m ON m.content_id=s.rowid" + Joins
        + "WHERE header_search MATCH ?3" + NewestFirst;
    const string MatchingOfMailbox = Columns + " FROM header_search s CROSS JOIN message m ON m.content_id=s.rowid" + Joins
        + "WHERE header_search MATCH ?3 AND " + InMailbox + NewestFirst;
    const string ById = Columns + ", c.sha256 FROM message m" + Joins + "WHERE m.id=?1";

    /// <summary>The statement that answers <paramref name="query"/>, or <see langword="null"/> where nothing can.</summary>
    public static Statement? Prepare(SqliteDatabase database, MessageQuery query)
    {
        var match = string.IsNullOrWhiteSpace(query.Text) ? null : SearchText.ToMatch(query.Text);
        if (match is { Length: 0 }) return null;
        var statement = database.Prepare((query.Mailbox, match) switch
        {
            (null, null) => All,
            (_, null) => OfMailbox,
            (null, _) => Matching,
            _ => MatchingOfMailbox,
        });
        statement.Bind(1, query.Limit ?? -1L);
        if (query.Mailbox is not null) statement.Bind(2, query.Mailbox);
        if (match is not null) statement.Bind(3, match);
        return statement;
    }

    public static List<MessageInfo> ReadPage(Rows rows, MailboxNames mailboxes, int size)
    {
        var page = new List<MessageInfo>();
        while (page.Count < size && rows.Read()) page.Add(Read(rows, mailboxes));
        return page;
    }

    public static StoredMessage? Find(SqliteDatabase database, long id)
    {
        using var rows = database.Prepare(ById).Bind(1, id).Open();
        return rows.Read() ? ReadWhole(rows, database) : null;
    }

    static StoredMessage ReadWhole(Rows rows, SqliteDatabase database)
    {
        var info = Read(rows, new(database));
        return new(info, new(rows.Blob(16))) { HeaderOf = info.IsPartial ? new(rows.Text(15), info.Size) : null };
    }

    public static MessageInfo Read(Rows rows, MailboxNames mailboxes) => new(
        rows.Int64(0), mailboxes[rows.Int64(1)], (uint)rows.Int64(2), MailFlags.Restore((SystemFlags)rows.Int32(3), rows.Text(4)),
        StoredDate.Restore(rows.Int64(5), rows.Int64(6)), rows.Int64(7), rows.IsNull(14) ? MessageHeaders.None : ReadHeaders(rows))
    {
        IsPartial = !rows.IsNull(15),
    };

    static MessageHeaders ReadHeaders(Rows rows) => new(
        rows.Text(8), rows.Text(9), rows.Text(10), rows.Text(11),
        rows.IsNull(12) ? null : StoredDate.Restore(rows.Int64(12), rows.Int64(13)), rows.Text(14));
}
