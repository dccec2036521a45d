namespace AcMail.Sqlite;

/// <summary>A record, the headers of its content, and when that came.</summary>
readonly record struct Restorable(ScannedRecord Found, int Pack, MessageHeaders Headers, DateTimeOffset Arrived)
{
    public static Restorable From(ScannedRecord found, int pack, PackScanner scanner)
    {
        var date = found.Origin.InternalDate;
        if (found.Record.Kind != PackRecordKind.Content) return new(found, pack, MessageHeaders.None, date);
        var head = scanner.ReadContent(found, HeaderParser.Window);
        // What came from a maildrop says when it was downloaded.
        return new(found, pack, HeaderParser.Parse(head), found.Origin.UniqueId.Length > 0 ? ArrivalDate.Of(head, date) : date);
    }
}
