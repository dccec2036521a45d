using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Gives back the bytes that nothing names, one pack at a time: what stays is copied, made durable and read back; one transaction names it where it is now and
/// says that the pack is emptied; then an empty file takes its place. The caller has the account to itself, but for those who read.
/// </summary>
sealed class StoreCompaction(AccountFiles files, SqliteDatabase database, long packSize, IProgress<StoreCheckProgress>? progress)
{
    readonly List<StoreProblem> _problems = [];
    readonly ContentWriter _contents = new(database);

    /// <param name="expected">Contents that are to stay though nothing names them yet.</param>
    /// <param name="cancellationToken">Stops between two packs, and while one is copied; what was compacted stays so.</param>
    public StoreCompactionReport Run(IEnumerable<ContentKey> expected, CancellationToken cancellationToken)
    {
        var before = Size();
        CutEmptied();
        PackClaims.CutLeftovers(files, database);
        var unused = new UnusedContents(database);
        var unknown = files.PackNumbers().SelectMany(n => PackTail.Unknown(files, n, CommittedLength(n), database, cancellationToken));
        foreach (var key in expected.Concat(unknown)) unused.Keep(key);
        var packs = unused.Packs();
        var reached = new CheckProgress(progress, packs.Sum(Size));
        var (forgotten, done) = (0, 0L);
        using var copier = new PackCopier(files, database, packSize);
        foreach (var pack in packs)
        {
            done += Size(pack);
            forgotten += Compact(pack, unused, copier, cancellationToken);
            reached.Reached(done);
        }

        return new(forgotten, before - Size(), _problems);
    }

    int Compact(int pack, UnusedContents unused, PackCopier copier, CancellationToken cancellationToken)
    {
        var (path, committed, length, forgotten) = (files.Pack(pack), CommittedLength(pack), Size(pack), 0);
        if (length < committed) return Leave(new($"{path}@{length}", StoreProblems.PackShort(committed, length)));
        // A state that was put back may be older than what lies beyond the length it knows.
        if (PackTail.Unknown(files, pack, committed, database, cancellationToken).Any()
            && !new TailSaver(files, database, packSize).TrySave(pack, committed, _problems, cancellationToken)) return 0;
        copier.Begin(committed);
        try
        {
            if (!Copy(pack, committed, unused, copier, cancellationToken)) return 0;
            if (copier.Prove(cancellationToken) is not { } places) return Leave(new(files.Pack(copier.Target), StoreProblems.NotReadBack));
            // Where the commit fails, the disk may have it all the same; so nothing of them is cut back from here on.
            copier.Seal();
            database.Transact(() =>
            {
                forgotten = unused.Forget(pack);
                foreach (var (key, place) in places) _contents.Add(key, place);
                _contents.Grow(copier.Target, copier.Length);
                database.Prepare("UPDATE pack SET committed_length=?2, emptied=1 WHERE id=?1").Bind(1, pack).Bind(2, length).Execute();
            });
            copier.Commit();
        }
        finally
        {
            copier.CutBack();
        }

        CutEmptied();
        return forgotten;
    }

    /// <summary>Copies what stays of a pack, as long as all of it can be read and is known.</summary>
    bool Copy(int pack, long length, UnusedContents unused, PackCopier copier, CancellationToken cancellationToken)
    {
        var (path, problems) = (files.Pack(pack), _problems.Count);
        using var stream = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var found in new PackScanner(stream, path, length, _problems.Add).Read(cancellationToken).TakeWhile(_ => _problems.Count == problems))
        {
            var (key, here) = (found.Record.Key, new ContentPlace(pack, found.Offset, found.Record.ContentLength));
            var known = ContentIndex.Find(database, key);
            if (found.Record.Kind == PackRecordKind.Content && known != here) known = ContentProof.Find(files, database, key);
            switch (CompactionPlanner.Decide(found.Record.Kind, here, known, unused.Contains(key)))
            {
                case CompactionStep.Keep:
                    copier.Keep(stream, found);
                    break;
                case CompactionStep.Refer:
                    copier.Refer(found);
                    break;
                case CompactionStep.Leave:
                    Leave(new($"{path}@{found.Offset}", StoreProblems.UnknownContent));
                    break;
                default:
                    break;
            }
        }

        return _problems.Count == problems;
    }

    /// <summary>Puts empty files in the place of emptied packs, also of those that a compaction before did not come to.</summary>
    void CutEmptied()
    {
        foreach (var (pack, emptied) in Emptied())
        {
            var length = Flush(pack);
            // Of another length it was written to since, and the state is one that was put back.
            if (length == emptied)
            {
                if (!EmptyPack.TryReplace(files, pack)) continue;
                length = 0;
            }

            database.Prepare("UPDATE pack SET committed_length=?2, emptied=0 WHERE id=?1").Bind(1, pack).Bind(2, length).Execute();
        }
    }

    long Flush(int pack)
    {
        using var stream = PrivateFile.Open(files.Pack(pack), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        stream.Flush(flushToDisk: true);
        return stream.Length;
    }

    List<(int Pack, long Length)> Emptied()
    {
        var packs = new List<(int, long)>();
        using var rows = database.Prepare("SELECT id, committed_length FROM pack WHERE emptied").Open();
        while (rows.Read()) packs.Add((rows.Int32(0), rows.Int64(1)));
        return packs;
    }

    int Leave(StoreProblem problem)
    {
        _problems.Add(problem);
        return 0;
    }

    long CommittedLength(int pack) => database.Prepare("SELECT committed_length FROM pack WHERE id=?1").Bind(1, pack).Scalar() ?? 0;

    long Size() => files.PackNumbers().Sum(Size);

    long Size(int pack) => new FileInfo(files.Pack(pack)) is { Exists: true } file ? file.Length : 0;
}
