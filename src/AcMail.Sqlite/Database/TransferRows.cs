using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>A row of <c>transfer</c>.</summary>
readonly record struct TransferRow(long Id, long? Message, Whereabouts Where, bool IsLeft);

/// <summary>Reads rows of <c>transfer</c>.</summary>
static class TransferRows
{
    public const string Columns = """
        t.id, t.message_id, t.here, t.there_mailbox, t.there_validity, t.there_uid, t.copy_mailbox, t.copy_validity, t.copy_uid,
        t.attempt_mailbox, t.attempt_validity, t.attempt_uid_next, t.attempt_takes, t.attempt_accepted, t.is_left
        """;

    /// <summary>How many columns these are.</summary>
    public const int Count = 15;

    public static TransferRow Read(Rows rows) => new(rows.Int64(0), Number(rows, 1), ReadWhere(rows), rows.Int32(14) != 0);

    public static List<TransferRow> ReadAll(Statement statement)
    {
        var found = new List<TransferRow>();
        using var rows = statement.Open();
        while (rows.Read()) found.Add(Read(rows));
        return found;
    }

    static Whereabouts ReadWhere(Rows rows) => new(Number(rows, 2), Place(rows, 3))
    {
        CopyOf = Place(rows, 6),
        Attempt = rows.IsNull(9)
            ? null
            : new(rows.Int64(9), (uint)rows.Int64(10), (uint)rows.Int64(11), rows.Int32(12) != 0) { Accepted = rows.Int32(13) != 0 },
    };

    static ServerPlace? Place(Rows rows, int column) =>
        rows.IsNull(column) ? null : new(rows.Int64(column), (uint)rows.Int64(column + 1), (uint)rows.Int64(column + 2));

    static long? Number(Rows rows, int column) => rows.IsNull(column) ? null : rows.Int64(column);
}
