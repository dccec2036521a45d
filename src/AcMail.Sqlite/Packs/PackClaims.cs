namespace AcMail.Sqlite;

/// <summary>Finds the pack that this process appends to: one that nobody else has, that is not full, and has nothing at its end that must stay.</summary>
static class PackClaims
{
    const long QuicklyRead = 4 * 1024 * 1024;

    /// <summary>One that may be there already.</summary>
    public static PackFile Claim(AccountFiles files, SqliteDatabase database, long packSize, byte[] buffer)
    {
        PrivateFile.CreateDirectory(files.Content);
        var numbers = files.PackNumbers();
        // What a crash left behind has to be read. After many of them that takes longer than some processes live, so the most of it comes last.
        var withRoom = numbers.Select(n => (Number: n, Committed: CommittedLength(database, n))).Where(p => p.Committed < packSize);
        foreach (var (number, _) in withRoom.OrderBy(p => Math.Max(new FileInfo(files.Pack(p.Number)).Length - p.Committed, QuicklyRead)))
            if (TryClaim(files, database, number, packSize, buffer) is { } pack)
                return pack;

        return ClaimNew(files, database, packSize, buffer);
    }

    /// <summary>One that begins with nothing.</summary>
    public static PackFile ClaimEmpty(AccountFiles files, SqliteDatabase database, long packSize, byte[] buffer)
    {
        foreach (var number in files.PackNumbers().Where(n => new FileInfo(files.Pack(n)).Length + CommittedLength(database, n) == 0))
            if (TryClaim(files, database, number, packSize, buffer) is { } pack)
                return pack;

        return ClaimNew(files, database, packSize, buffer);
    }

    /// <summary>Cuts off what crashes left behind in any pack, as those do that claim it.</summary>
    public static void CutLeftovers(AccountFiles files, SqliteDatabase database)
    {
        foreach (var number in files.PackNumbers())
            if (new FileInfo(files.Pack(number)).Length > CommittedLength(database, number))
                TryClaim(files, database, number, long.MaxValue, [])?.Dispose();
    }

    /// <summary>How much of a pack the state names; of one that is to be emptied, all.</summary>
    public static long CommittedLength(SqliteDatabase database, int number) =>
        database.Prepare("SELECT iif(emptied, 9223372036854775807, committed_length) FROM pack WHERE id=?1").Bind(1, number).Scalar() ?? 0;

    static PackFile ClaimNew(AccountFiles files, SqliteDatabase database, long packSize, byte[] buffer)
    {
        for (var number = Math.Max(files.PackNumbers() is [.., var last] ? last : 0, LastKnown(database)) + 1; ; number++)
        {
            if (TryClaim(files, database, number, packSize, buffer) is not { } pack) continue;
            DirectorySync.Flush(files.Content);
            return pack;
        }
    }

    static PackFile? TryClaim(AccountFiles files, SqliteDatabase database, int number, long packSize, byte[] buffer)
    {
        var claim = FileLock.TryExclusive(files.PackLock(number));
        if (claim is null) return null;
        try
        {
            // Only now can no other process move it.
            var committed = CommittedLength(database, number);
            if (committed < packSize && !PackTail.Unknown(files, number, committed, database).Any())
                return PackFile.Open(files, number, claim, committed, buffer);
        }
        catch
        {
            claim.Dispose();
            throw;
        }

        claim.Dispose();
        return null;
    }

    static int LastKnown(SqliteDatabase database) => (int)(database.Prepare("SELECT max(id) FROM pack").Scalar() ?? 0);
}
