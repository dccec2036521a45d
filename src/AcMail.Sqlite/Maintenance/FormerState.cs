using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite;

/// <summary>The state that a rebuild replaces. As far as it can be read, it tells what was there before and is in no pack, or no longer.</summary>
sealed class FormerState : IDisposable
{
    const int CacheKilobytes = 2 * 1024, MostMessages = 1000;

    readonly AccountFiles _files;
    readonly SqliteDatabase _rebuilt;
    readonly SqliteDatabase? _former;
    readonly FormerPlaces? _places;
    readonly Lazy<bool> _isWhole;

    public FormerState(AccountFiles files, SqliteDatabase rebuilt)
    {
        (_files, _rebuilt, _isWhole) = (files, rebuilt, new(CanAllBeRead));
        try
        {
            _former = SqliteDatabase.OpenReadOnly(files.Database, CacheKilobytes);
        }
        catch (SqliteException)
        {
            return;
        }

        _places = FormerPlaces.Begin(_former, rebuilt);
    }

    /// <summary>Whether all of it can be read, and it is not older than the packs.</summary>
    public bool IsWhole => _isWhole.Value;

    /// <summary>Stores anew, in a pack of its own, what it names and the packs still have, though a scan passes it over.</summary>
    /// <returns>The number of that pack, or nothing where there is none.</returns>
    public int? Salvage(CancellationToken cancellationToken)
    {
        // The pack that is written is one that the former state does not know.
        _ = IsWhole;
        if (_former is null) return null;
        using var salvage = new ContentSalvage(_files, _former, _rebuilt);
        return salvage.Run(cancellationToken);
    }

    /// <summary>Puts what was restored from the packs where it was.</summary>
    public void RestorePlaces(CancellationToken cancellationToken) => _places?.Restore(IsWhole, cancellationToken);

    /// <summary>The messages of the outbox, those that are not done first, up to the first that cannot be read.</summary>
    public IEnumerable<FormerSending> ReadOutbox() => _former is null ? [] : FormerSending.ReadAll(_former);

    public void Dispose() => _former?.Dispose();

    public IReadOnlyList<StoreProblem> FindLosses(CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        try
        {
            if (_former is not null)
            {
                FindPacks(_former, problems);
                FindMessages(_former, problems, cancellationToken);
                return problems;
            }
        }
        catch (SqliteException)
        {
            // What was found of it is told.
        }

        // Packs are numbered without gaps, so that one that is missing is seen without the state, unless it was the last.
        var present = _files.PackNumbers();
        var gaps = Enumerable.Range(1, present[^1]).Except(present).Select(p => new StoreProblem(_files.Pack(p), StoreProblems.PackMissing));
        return [.. problems.Union(gaps)];
    }

    bool CanAllBeRead()
    {
        try
        {
            if (_former is null || !IsSound(_former)) return false;
            // A state older than the packs, as one out of a backup is, does not know what came back after it was deleted.
            var known = CommittedLengths(_former);
            return CommittedLengths(_rebuilt).All(p => known.GetValueOrDefault(p.Key) >= p.Value);
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    static bool IsSound(SqliteDatabase former)
    {
        using var check = former.Prepare("PRAGMA quick_check(1)").Open();
        return check.Read() && check.Text(0) == "ok";
    }

    static Dictionary<int, long> CommittedLengths(SqliteDatabase database)
    {
        var lengths = new Dictionary<int, long>();
        using var rows = database.Prepare("SELECT id, committed_length FROM pack").Open();
        while (rows.Read()) lengths[rows.Int32(0)] = rows.Int64(1);
        return lengths;
    }

    void FindPacks(SqliteDatabase former, List<StoreProblem> problems)
    {
        using var rows = former.Prepare("SELECT id, committed_length FROM pack WHERE committed_length>0 ORDER BY id").Open();
        while (rows.Read())
        {
            var (path, expected) = (_files.Pack(rows.Int32(0)), rows.Int64(1));
            if (new FileInfo(path) is not { Exists: true } file) problems.Add(new(path, StoreProblems.PackMissing));
            else if (file.Length < expected) problems.Add(new($"{path}@{file.Length}", StoreProblems.PackShort(expected, file.Length)));
        }
    }

    void FindMessages(SqliteDatabase former, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        var lost = new LostMessages(_files, former);
        var found = 0;
        using var rows = former.Prepare("SELECT id, sha256, pack, offset FROM content ORDER BY id").Open();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ContentIndex.Find(_rebuilt, new(rows.Blob(1))) is not null) continue;
            foreach (var problem in lost.Of(rows.Int64(0), rows.Int32(2), rows.Int64(3)))
                if (++found <= MostMessages) problems.Add(problem);
        }

        if (found > MostMessages) problems.Add(new(_files.Database, StoreProblems.MoreLost(found - MostMessages)));
    }
}
