using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Puts what lies beyond the committed length of a pack into one of its own, of which the state knows nothing either: so it stays for a rebuild, and the pack
/// that it was in can be given up.
/// </summary>
sealed class TailSaver(AccountFiles files, SqliteDatabase database, long packSize)
{
    const int BufferSize = 1 << 20;

    /// <returns>Whether all of it, to the last byte, is in a durable copy; else <paramref name="problems"/> says what is wrong.</returns>
    public bool TrySave(int pack, long committedLength, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        var damage = Damage(pack, committedLength, cancellationToken);
        if (damage.Count == 0 && Copy(pack, committedLength) is { } failed) damage.Add(failed);
        problems.AddRange(damage);
        return damage.Count == 0;
    }

    /// <summary>What is damaged in it, but for an end that was never finished.</summary>
    List<StoreProblem> Damage(int pack, long committedLength, CancellationToken cancellationToken)
    {
        var (path, damage) = (files.Pack(pack), new List<StoreProblem>());
        using var stream = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _ = new PackScanner(stream, path, stream.Length, damage.Add, committedLength).Read(cancellationToken).Count();
        damage.RemoveAll(p => p.Description == StoreProblems.Torn);
        return damage;
    }

    StoreProblem? Copy(int pack, long committedLength)
    {
        var length = new FileInfo(files.Pack(pack)).Length - committedLength;
        using var tail = PackSlice.Open(files, new(pack, committedLength, length));
        using var target = PackClaims.ClaimEmpty(files, database, packSize, new byte[BufferSize]);
        try
        {
            var chunk = new byte[BufferSize / 4];
            int read;
            while ((read = tail.Read(chunk)) > 0) target.Write(chunk.AsSpan(0, read));
            target.Flush();
            tail.Position = 0;
            using var copy = PackSlice.Open(files, new(target.Number, 0, length));
            if (!SHA256.HashData(copy).AsSpan().SequenceEqual(SHA256.HashData(tail))) return new(files.Pack(target.Number), StoreProblems.NotReadBack);
            target.Seal();
            return null;
        }
        finally
        {
            target.CutBack();
        }
    }
}
