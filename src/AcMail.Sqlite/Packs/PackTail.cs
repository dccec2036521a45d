using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What a pack holds beyond its committed length.</summary>
static class PackTail
{
    /// <summary>
    /// The whole contents that the state does not know, or not where they are, and those that it lets nothing hold though they were received again, or lets
    /// wait in the outbox though they left it. What a crash left behind comes again, and may be cut off then. Where the state is older than the packs (put back
    /// from a backup, or left without its log), nothing may come again: only these bytes are left of it.
    /// </summary>
    public static IEnumerable<ContentKey> Unknown(
        AccountFiles files, int number, long committedLength, SqliteDatabase database, CancellationToken cancellationToken = default)
    {
        foreach (var record in Read(files, number, committedLength, cancellationToken))
            if (IsUnknown(files, database, record))
                yield return record.Record.Key;
    }

    /// <summary>The messages that the tail tells to have left the outbox, and that wait by the state.</summary>
    public static IEnumerable<Departure> UnheardDepartures(AccountFiles files, int number, long committedLength, SqliteDatabase database) =>
        Read(files, number, committedLength, CancellationToken.None).Select(record => Departure.Unheard(database, record)).OfType<Departure>();

    static IEnumerable<ScannedRecord> Read(AccountFiles files, int number, long committedLength, CancellationToken cancellationToken)
    {
        var pack = files.Pack(number);
        if (new FileInfo(pack) is not { Exists: true } file || file.Length <= committedLength) yield break;
        using var stream = PrivateFile.Open(pack, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var record in new PackScanner(stream, pack, stream.Length, _ => { }, committedLength).Read(cancellationToken)) yield return record;
    }

    // What comes again while it is held is a reference; a second copy is one that a crash left, of a compaction or of what has come since.
    static bool IsUnknown(AccountFiles files, SqliteDatabase database, ScannedRecord record) => record.Record.Kind == PackRecordKind.Reference
        ? UnusedContents.Holds(database, record.Record.Key) || Departure.Unheard(database, record) is not null
        : ContentProof.Find(files, database, record.Record.Key) is null;
}
