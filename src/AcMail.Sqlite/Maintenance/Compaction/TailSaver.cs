using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Puts what lies beyond the committed length of a pack into one of its own, of which the state knows nothing either: so it stays for a rebuild, and the pack that
/// it was in can be given up.
/// </summary>
sealed class TailSaver(AccountFiles files, SqliteDatabase database, long packSize)
{
    /// <returns>Whether all that was ever finished of it is in a durable copy; else <paramref name="problems"/> says what is wrong.</returns>
    public bool TrySave(int pack, long committedLength, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        var (path, damage) = (files.Pack(pack), new List<StoreProblem>());
        using var stream = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copier = new PackCopier(files, database, packSize);
        copier.Begin(stream.Length - committedLength);
        try
        {
            foreach (var found in new PackScanner(stream, path, stream.Length, damage.Add, committedLength).Read(cancellationToken)) copier.Keep(stream, found);
            damage.RemoveAll(p => p.Description == StoreProblems.Torn);
            if (damage.Count == 0 && copier.Prove(cancellationToken) is null) damage.Add(new(files.Pack(copier.Target), StoreProblems.NotReadBack));
            if (damage.Count == 0) copier.Seal();
            problems.AddRange(damage);
            return damage.Count == 0;
        }
        finally
        {
            copier.CutBack();
        }
    }
}
