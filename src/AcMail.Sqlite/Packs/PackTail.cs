namespace AcMail.Sqlite;

/// <summary>What a pack holds beyond its committed length.</summary>
static class PackTail
{
    /// <summary>
    /// Whether there are whole contents that the state does not know. What a crash left behind comes again, and may be cut off then. Where the state is
    /// older than the packs (put back from a backup, or left without its log), nothing may come again: only these bytes are left of it.
    /// </summary>
    public static bool HoldsUnknown(string pack, long committedLength, SqliteDatabase database)
    {
        if (new FileInfo(pack) is not { Exists: true } file || file.Length <= committedLength) return false;
        using var stream = PrivateFile.Open(pack, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new PackScanner(stream, pack, stream.Length, _ => { }, committedLength).Read(CancellationToken.None)
            .Any(r => r.Record.Kind == PackRecordKind.Content && ContentIndex.Find(database, r.Record.Key) is null);
    }
}
