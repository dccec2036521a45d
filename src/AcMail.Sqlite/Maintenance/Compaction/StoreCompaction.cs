using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Gives back the bytes that nothing names, one pack at a time: what stays is copied, made durable and read back; one transaction names it where it is now and
/// says that the pack is emptied; then an empty file takes its place. While it advances, the caller has the account to itself, but for those who read; between
/// two packs others may write.
/// </summary>
sealed class StoreCompaction : IDisposable
{
    readonly AccountFiles _files;
    readonly SqliteDatabase _database;
    readonly long _packSize;
    readonly ContentWriter _contents;
    readonly PackCopier _copier;
    readonly UnusedContents _unused;
    readonly Queue<int> _packs;
    readonly CheckProgress _reached;
    readonly List<StoreProblem> _problems = [];
    long _forgotten, _freed, _done;

    /// <summary>Finds what nothing names, and the packs that hold some.</summary>
    /// <param name="files">Where they are.</param>
    /// <param name="database">The state, which the caller closes.</param>
    /// <param name="packSize">How large a pack may grow.</param>
    /// <param name="progress">Told how far the packs have been compacted.</param>
    /// <param name="expected">Contents that are to stay though nothing names them yet.</param>
    /// <param name="cancellationToken">Cancels; nothing was changed.</param>
    public StoreCompaction(
        AccountFiles files, SqliteDatabase database, long packSize, IProgress<StoreCheckProgress>? progress, IEnumerable<ContentKey> expected,
        CancellationToken cancellationToken)
    {
        (_files, _database, _packSize) = (files, database, packSize);
        (_contents, _copier) = (new(database), new(files, database, packSize));
        var before = Size();
        CutEmptied();
        PackClaims.CutLeftovers(files, database);
        _freed = before - Size();
        _unused = new(database);
        var unknown = files.PackNumbers().SelectMany(n => PackTail.Unknown(files, n, CommittedLength(n), database, cancellationToken));
        foreach (var key in expected.Concat(unknown)) _unused.Keep(key);
        _packs = new(_unused.Packs());
        _reached = new(progress, _packs.Sum(Size));
    }

    /// <summary>What was done so far.</summary>
    public StoreCompactionReport Report => new(_forgotten, _freed, _problems);

    /// <summary>Compacts the next pack that holds some.</summary>
    /// <param name="expected">Contents that are to stay though nothing names them yet.</param>
    /// <param name="cancellationToken">Cancels; the pack stays as it was.</param>
    /// <returns>Whether there are more.</returns>
    public bool Advance(IEnumerable<ContentKey> expected, CancellationToken cancellationToken)
    {
        if (!_packs.TryDequeue(out var pack)) return false;
        var before = Size();
        _unused.Refresh(pack, expected);
        _done += Size(pack);
        _forgotten += Compact(pack, cancellationToken);
        _freed += before - Size();
        _reached.Reached(_done);
        return _packs.Count > 0;
    }

    public void Dispose() => _copier.Dispose();

    int Compact(int pack, CancellationToken cancellationToken)
    {
        var (path, committed, length, forgotten) = (_files.Pack(pack), CommittedLength(pack), Size(pack), 0);
        if (length < committed) return Leave(new($"{path}@{length}", StoreProblems.PackShort(committed, length)));
        // A state that was put back may be older than what lies beyond the length it knows.
        if (PackTail.Unknown(_files, pack, committed, _database, cancellationToken).Any()
            && !new TailSaver(_files, _database, _packSize).TrySave(pack, committed, _problems, cancellationToken)) return 0;
        _copier.Begin(committed);
        try
        {
            if (!Copy(pack, committed, cancellationToken)) return 0;
            if (_copier.Prove(cancellationToken) is not { } places) return Leave(new(_files.Pack(_copier.Target), StoreProblems.NotReadBack));
            // Where the commit fails, the disk may have it all the same; so nothing of them is cut back from here on.
            _copier.Seal();
            _database.Transact(() =>
            {
                forgotten = _unused.Forget(pack);
                foreach (var (key, place) in places) _contents.Add(key, place);
                _contents.Grow(_copier.Target, _copier.Length);
                _database.Prepare("UPDATE pack SET committed_length=?2, emptied=1 WHERE id=?1").Bind(1, pack).Bind(2, length).Execute();
            });
            _copier.Commit();
        }
        finally
        {
            _copier.CutBack();
        }

        CutEmptied();
        return forgotten;
    }

    /// <summary>Copies what stays of a pack, as long as all of it can be read and is known.</summary>
    bool Copy(int pack, long length, CancellationToken cancellationToken)
    {
        var (path, problems) = (_files.Pack(pack), _problems.Count);
        using var stream = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var found in new PackScanner(stream, path, length, _problems.Add).Read(cancellationToken).TakeWhile(_ => _problems.Count == problems))
        {
            var (key, here) = (found.Record.Key, new ContentPlace(pack, found.Offset, found.Record.ContentLength));
            var known = ContentIndex.Find(_database, key);
            if (found.Record.Kind == PackRecordKind.Content && known != here) known = ContentProof.Find(_files, _database, key);
            switch (CompactionPlanner.Decide(found.Record.Kind, here, known, _unused.Contains(key)))
            {
                case CompactionStep.Keep:
                    _copier.Keep(stream, found);
                    break;
                case CompactionStep.Refer:
                    _copier.Refer(found);
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
                if (!EmptyPack.TryReplace(_files, pack)) continue;
                length = 0;
            }

            _database.Prepare("UPDATE pack SET committed_length=?2, emptied=0 WHERE id=?1").Bind(1, pack).Bind(2, length).Execute();
        }
    }

    long Flush(int pack)
    {
        using var stream = PrivateFile.Open(_files.Pack(pack), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        stream.Flush(flushToDisk: true);
        return stream.Length;
    }

    List<(int Pack, long Length)> Emptied()
    {
        var packs = new List<(int, long)>();
        using var rows = _database.Prepare("SELECT id, committed_length FROM pack WHERE emptied").Open();
        while (rows.Read()) packs.Add((rows.Int32(0), rows.Int64(1)));
        return packs;
    }

    int Leave(StoreProblem problem)
    {
        _problems.Add(problem);
        return 0;
    }

    long CommittedLength(int pack) => _database.Prepare("SELECT committed_length FROM pack WHERE id=?1").Bind(1, pack).Scalar() ?? 0;

    long Size() => _files.PackNumbers().Sum(Size);

    long Size(int pack) => new FileInfo(_files.Pack(pack)) is { Exists: true } file ? file.Length : 0;
}
