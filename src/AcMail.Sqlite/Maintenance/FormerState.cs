using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite;

/// <summary>The state that a rebuild replaces. As far as it can be read, it tells what was there before and is in no pack any more.</summary>
sealed class FormerState(AccountFiles files, SqliteDatabase rebuilt)
{
    const int CacheKilobytes = 2 * 1024, MostMessages = 1000;

    public IReadOnlyList<StoreProblem> FindLosses(CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        try
        {
            using var former = SqliteDatabase.OpenReadOnly(files.Database, CacheKilobytes);
            FindPacks(former, problems);
            FindMessages(former, problems, cancellationToken);
        }
        catch (SqliteException)
        {
            // Packs are numbered without gaps, so that one that is missing is seen without it, unless it was the last.
            var present = files.PackNumbers();
            problems.AddRange(Enumerable.Range(1, present[^1]).Except(present).Select(p => new StoreProblem(files.Pack(p), StoreProblems.PackMissing)));
        }

        return problems;
    }

    void FindPacks(SqliteDatabase former, List<StoreProblem> problems)
    {
        using var rows = former.Prepare("SELECT id, committed_length FROM pack WHERE committed_length>0 ORDER BY id").Open();
        while (rows.Read())
        {
            var (path, expected) = (files.Pack(rows.Int32(0)), rows.Int64(1));
            if (new FileInfo(path) is not { Exists: true } file) problems.Add(new(path, StoreProblems.PackMissing));
            else if (file.Length < expected) problems.Add(new($"{path}@{file.Length}", StoreProblems.PackShort(expected, file.Length)));
        }
    }

    void FindMessages(SqliteDatabase former, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        var lost = new LostMessages(files, former);
        var found = 0;
        using var rows = former.Prepare("SELECT id, sha256, pack, offset FROM content ORDER BY id").Open();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ContentIndex.Find(rebuilt, new(rows.Blob(1))) is not null) continue;
            foreach (var problem in lost.Of(rows.Int64(0), rows.Int32(2), rows.Int64(3)))
                if (++found <= MostMessages) problems.Add(problem);
        }

        if (found > MostMessages) problems.Add(new(files.Database, StoreProblems.MoreLost(found - MostMessages)));
    }
}
