using System.Text.Json;
using AcMail.Storage;

namespace AcMail.Sqlite;

static class MessageQueries
{
    /// <summary>The statement that answers <paramref name="query"/>, or <see langword="null"/> where nothing can.</summary>
    public static Statement? Prepare(SqliteDatabase database, MessageQuery query)
    {
        var match = string.IsNullOrWhiteSpace(query.Text) ? null : SearchText.ToMatch(query.Text);
        var (having, lacking) = ((long)query.Having.System, (long)query.Lacking.System);
        if (match is { Length: 0 } || (having & lacking) != 0) return null;
        var statement = database.Prepare(MessageSql.Of(query.Mailbox is not null, SourceOf(match, query)));
        var (date, id) = End(query);
        statement.Bind(1, query.Limit ?? -1L).Bind(2, query.Since?.UtcTicks ?? 0).Bind(3, date).Bind(4, id)
            .Bind(5, having | lacking).Bind(6, having).Bind(7, Keywords(query.Having)).Bind(8, Keywords(query.Lacking))
            .Bind(11, query.HasAttachments is { } attached ? attached ? 1 : 0 : default(long?));
        if (query.Mailbox is not null) statement.Bind(9, query.Mailbox);
        if (match is not null) statement.Bind(10, match);
        return statement;
    }

    static MessageSource SourceOf(string? match, MessageQuery query) =>
        match is not null ? MessageSource.Search
        : query.Lacking.System.HasFlag(SystemFlags.Seen) ? MessageSource.Unseen
        : query.Having.System.HasFlag(SystemFlags.Flagged) ? MessageSource.Flagged
        : MessageSource.All;

    // Where the list of what is asked for begins, just before its first message.
    static (long Date, long Id) End(MessageQuery query)
    {
        var until = query.Until is { } end ? (end.UtcTicks, long.MinValue) : (long.MaxValue, long.MaxValue);
        var after = query.After is { } place ? (place.InternalDate.UtcTicks, place.Id) : until;
        return after.CompareTo(until) < 0 ? after : until;
    }

    // Keywords are atoms, and compare without regard to case.
    static string Keywords(MailFlags flags) =>
        flags.KeywordText.Length == 0 ? "[]" : $"[{string.Join(',', flags.Keywords.Select(k => $"\"{JsonEncodedText.Encode(k.ToUpperInvariant())}\""))}]";

    public static List<MessageInfo> ReadPage(Rows rows, MailboxNames mailboxes, int size)
    {
        var page = new List<MessageInfo>();
        while (page.Count < size && rows.Read()) page.Add(Read(rows, mailboxes));
        return page;
    }

    public static StoredMessage? Find(SqliteDatabase database, long id)
    {
        using var rows = database.Prepare(MessageSql.ById).Bind(1, id).Open();
        return rows.Read() ? ReadWhole(rows, database) : null;
    }

    public static List<MessageInfo> FindRelated(SqliteDatabase database, IReadOnlyCollection<long> keys, int limit)
    {
        using var rows = database.Prepare(MessageSql.Related).Bind(1, ThreadTokens.ToList(keys)).Bind(2, limit).Bind(3, (long)limit * keys.Count).Open();
        return ReadPage(rows, new(database), limit);
    }

    static StoredMessage ReadWhole(Rows rows, SqliteDatabase database)
    {
        var info = Read(rows, new(database));
        return new(info, new(rows.Blob(MessageSql.ColumnCount))) { HeaderOf = info.IsPartial ? new(rows.Text(15), info.Size) : null };
    }

    public static MessageInfo Read(Rows rows, MailboxNames mailboxes) => new(
        rows.Int64(0), mailboxes[rows.Int64(1)], IsPending(rows) ? 0 : (uint)rows.Int64(2), MailFlags.Restore((SystemFlags)rows.Int32(3), rows.Text(4)),
        StoredDate.Restore(rows.Int64(5), rows.Int64(6)), rows.Int64(7), rows.IsNull(14) ? MessageHeaders.None : ReadHeaders(rows))
    {
        HasAttachments = rows.Int64(18) != 0, IsPartial = !rows.IsNull(15), IsPending = IsPending(rows),
    };

    static bool IsPending(Rows rows) => rows.Int64(16) == Schema.Unplaced;

    static MessageHeaders ReadHeaders(Rows rows) => new(
        rows.Text(8), rows.Text(9), rows.Text(10), rows.Text(11),
        rows.IsNull(12) ? null : StoredDate.Restore(rows.Int64(12), rows.Int64(13)), rows.Text(14))
    {
        References = rows.IsNull(17) ? "" : rows.Text(17),
    };
}
