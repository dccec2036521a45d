namespace AcMail.Sqlite;

/// <summary>The statements that answer queries for messages, one for each way to find them.</summary>
static class MessageSql
{
    /// <summary>The columns that <see cref="MessageQueries.Read"/> reads.</summary>
    public const string Columns = $"""
        SELECT m.id, m.mailbox_id, m.uid, m.local_flags, m.local_keywords, m.internal_date, m.internal_offset, coalesce(m.whole_size, c.length),
          h.subject, h.sender, h.recipients, h.copies, h.date, h.date_offset, h.message_id, m.header_of, m.uid_validity, h.refs, {IsAttached}
        """;

    // Written out: a number does not go into a constant text.
    const string IsAttached = "c.indexed=3";

    /// <summary>How many these are.</summary>
    public const int ColumnCount = 19;

    /// <summary>What follows <c>FROM message m</c> for them. CROSS JOIN fixes the order, so that an index of <c>message</c> gives the rows as wanted.</summary>
    public const string Joins = " CROSS JOIN content c ON c.id=m.content_id LEFT JOIN header h ON h.content_id=m.content_id ";

    public const string ById = Columns + ", c.sha256 FROM message m" + Joins + "WHERE m.id=?1 AND m.mailbox_id>0";

    // A message may be found by each of the keys, of which the third parameter takes account; one that everybody uses costs no more. A bare
    // parameter of LIMIT has SQLite compile the statement anew each time.
    public const string Related = Columns + """
         FROM (SELECT DISTINCT id FROM (
            SELECT m.id FROM json_each(?1) j CROSS JOIN thread_search ON thread_search MATCH j.value
            CROSS JOIN message m ON m.content_id=thread_search.rowid AND m.mailbox_id>0 LIMIT (?3+0))) k
          CROSS JOIN message m ON m.id=k.id
        """ + Joins + " LIMIT (?2+0)";

    const string Conditions = $"""
        m.internal_date>=?2 AND (m.internal_date, m.id)<(?3, ?4) AND m.local_flags & ?5=?6
        AND (?7='[]' OR NOT EXISTS(SELECT 1 FROM json_each(?7) WHERE instr(' '||upper(m.local_keywords)||' ', ' '||value||' ')=0))
        AND (?8='[]' OR NOT EXISTS(SELECT 1 FROM json_each(?8) WHERE instr(' '||upper(m.local_keywords)||' ', ' '||value||' ')>0))
        AND (?11 IS NULL OR ({IsAttached})=?11)
        """;

    // A statement is prepared once for each text, which is told apart by reference.
    static readonly Dictionary<(bool InMailbox, MessageSource Source), string> Texts = (
        from inMailbox in (bool[])[false, true] from source in Enum.GetValues<MessageSource>() select (inMailbox, source))
        .ToDictionary(way => way, way => Build(way.inMailbox, way.source));

    public static string Of(bool inMailbox, MessageSource source) => Texts[(inMailbox, source)];

    static string Build(bool inMailbox, MessageSource source) =>
        Columns + From(source) + Joins + "WHERE " + Conditions + (inMailbox ? " AND m.mailbox_id=(SELECT id FROM mailbox WHERE name=?9 AND listed=1)" : " AND m.mailbox_id>0")
        + Besides(source) + " ORDER BY m.internal_date DESC, m.id DESC LIMIT ?1";

    static string From(MessageSource source) => source switch
    {
        MessageSource.Unseen => " FROM message m INDEXED BY message_unseen",
        MessageSource.Flagged => " FROM message m INDEXED BY message_flagged",
        MessageSource.Search => """
             FROM (SELECT rowid AS id FROM header_search WHERE header_search MATCH ?10
                   UNION SELECT rowid FROM body_search WHERE body_search MATCH ?10) s CROSS JOIN message m ON m.content_id=s.id
            """,
        _ => " FROM message m",
    };

    static string Besides(MessageSource source) => source switch
    {
        MessageSource.Unseen => " AND m." + Schema.IsUnseen,
        MessageSource.Flagged => " AND m." + Schema.IsFlagged,
        _ => "",
    };
}

/// <summary>Where a query begins to look.</summary>
enum MessageSource
{
    All,
    Unseen,
    Flagged,
    Search,
}
