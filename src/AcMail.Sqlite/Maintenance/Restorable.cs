namespace AcMail.Sqlite;

/// <summary>A record, and the headers of its content.</summary>
readonly record struct Restorable(ScannedRecord Found, int Pack, MessageHeaders Headers)
{
    public static Restorable From(ScannedRecord found, int pack, PackScanner scanner) => new(
        found, pack, found.Record.Kind == PackRecordKind.Content ? HeaderParser.Parse(scanner.ReadContent(found, HeaderParser.Window)) : MessageHeaders.None);
}
