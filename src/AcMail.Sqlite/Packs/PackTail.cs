using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What a pack holds beyond its committed length.</summary>
static class PackTail
{
    /// <summary>
    /// The whole contents that the state does not know, or not where they are, and those that it lets nothing hold though they were received again. What a crash
    /// left behind comes again, and may be cut off then. Where the state is older than the packs (put back from a backup, or left without its log), nothing may
    /// come again: only these bytes are left of it.
    /// </summary>
    public static IEnumerable<ContentKey> Unknown(
        AccountFiles files, int number, long committedLength, SqliteDatabase database, CancellationToken cancellationToken = default)
    {
        var pack = files.Pack(number);
        if (new FileInfo(pack) is not { Exists: true } file || file.Length <= committedLength) yield break;
        using var stream = PrivateFile.Open(pack, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var (record, _, _) in new PackScanner(stream, pack, stream.Length, _ => { }, committedLength).Read(cancellationToken))
            if (IsUnknown(files, database, record))
                yield return record.Key;
    }

    // What comes again while it is held is a reference; a second copy is one that a crash left, of a compaction or of what has come since.
    static bool IsUnknown(AccountFiles files, SqliteDatabase database, PackRecord record) => record.Kind == PackRecordKind.Reference
        ? UnusedContents.Holds(database, record.Key)
        : ContentProof.Find(files, database, record.Key) is null;
}
