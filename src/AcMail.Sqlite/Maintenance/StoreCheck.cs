using System.Collections;
using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite;

/// <summary>Reads every record of every pack, and holds the state against what it finds. One read transaction sees one state.</summary>
sealed class StoreCheck(AccountFiles files, SqliteDatabase database, IProgress<StoreCheckProgress>? progress)
{
    const int MostProblems = 1000;

    readonly List<StoreProblem> _problems = [];
    readonly List<(int Pack, StoreProblem Problem)> _inPacks = [];
    long _bytes;

    public StoreCheckReport Run(CancellationToken cancellationToken)
    {
        database.Run("BEGIN");
        try
        {
            var packs = CommittedLengths();
            var sound = new BitArray(checked((int)(Number("SELECT max(id) FROM content") + 1)));
            var reached = new CheckProgress(progress, packs.Sum(p => p.Length));
            long before = 0;
            foreach (var (pack, length) in packs)
            {
                CheckPack(pack, length, sound, before, reached, cancellationToken);
                reached.Reached(before += length);
            }

            var lost = FindLost(sound, cancellationToken);
            ReportPacks(lost);
            ReportContents(lost);
            CheckReferences();
            CheckIntegrity();
            var report = new StoreCheckReport(Number("SELECT count(*) FROM content"), Number("SELECT count(*) FROM message"), _bytes, _problems)
            {
                UnusedBytes = UnusedContents.Measure(database),
            };
            // What was on its way while this read is known by now.
            database.Run("COMMIT");
            return report with { UnknownContents = CountUnknown(cancellationToken) };
        }
        catch (SqliteException e) when (StoreFaults.IsDamage(e))
        {
            Report(new(files.Database, StoreProblems.Integrity(e.Message)));
            return new(0, 0, _bytes, _problems);
        }
    }

    long CountUnknown(CancellationToken cancellationToken)
    {
        var committed = CommittedLengths().ToDictionary();
        return files.PackNumbers()
            .SelectMany(n => PackTail.Unknown(files, n, committed.GetValueOrDefault(n), database, cancellationToken))
            .Distinct().LongCount();
    }

    List<(int Pack, long Length)> CommittedLengths()
    {
        var packs = new List<(int, long)>();
        using var rows = database.Prepare("SELECT id, committed_length FROM pack ORDER BY id").Open();
        while (rows.Read()) packs.Add((rows.Int32(0), rows.Int64(1)));
        return packs;
    }

    void CheckPack(int pack, long length, BitArray sound, long before, CheckProgress reached, CancellationToken cancellationToken)
    {
        var path = files.Pack(pack);
        if (!File.Exists(path))
        {
            Note(pack, new(path, StoreProblems.PackMissing));
            return;
        }

        using var stream = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length < length) Note(pack, new($"{path}@{stream.Length}", StoreProblems.PackShort(length, stream.Length)));
        foreach (var found in new PackScanner(stream, path, Math.Min(length, stream.Length), p => Note(pack, p)).Read(cancellationToken))
        {
            _bytes += found.Record.StoredLength;
            reached.Reached(before + found.Offset);
            if (found.Record.Kind == PackRecordKind.Content) Match(new(pack, found.Offset, found.Record.ContentLength), found.Record.Key, sound);
        }
    }

    void Match(ContentPlace place, ContentKey key, BitArray sound)
    {
        using var rows = database.Prepare("SELECT id, pack, offset, length FROM content WHERE sha256=?1").Bind(1, key).Open();
        // A record that no row points to is a copy that another process stored first.
        if (rows.Read() && new ContentPlace(rows.Int32(1), rows.Int64(2), rows.Int64(3)) == place) sound[rows.Int32(0)] = true;
    }

    List<(long Id, ContentPlace Place, ContentKey Key)> FindLost(BitArray sound, CancellationToken cancellationToken)
    {
        var lost = new List<(long, ContentPlace, ContentKey)>();
        using var rows = database.Prepare("SELECT id, pack, offset, length, sha256 FROM content").Open();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!sound[rows.Int32(0)]) lost.Add((rows.Int64(0), new(rows.Int32(1), rows.Int64(2), rows.Int64(3)), new(rows.Blob(4))));
        }

        return lost;
    }

    /// <summary>What is damaged in a pack is no problem where all that should be there was stored anew since: packs are never changed.</summary>
    void ReportPacks(List<(long Id, ContentPlace Place, ContentKey Key)> lost)
    {
        var packs = lost.Select(l => l.Place.Pack).ToHashSet();
        foreach (var (pack, problem) in _inPacks)
            if (packs.Contains(pack)) Report(problem);
    }

    void ReportContents(List<(long Id, ContentPlace Place, ContentKey Key)> lost)
    {
        var messages = new LostMessages(files, database);
        foreach (var (id, place, key) in lost)
        {
            if (ContentProof.Holds(files, place, key))
            {
                Report(new($"{files.Pack(place.Pack)}@{place.Offset}", StoreProblems.DamagedPreamble));
                continue;
            }

            var isNamed = false;
            foreach (var problem in messages.Of(id, place.Pack, place.Offset))
            {
                Report(problem);
                isNamed = true;
            }

            if (!isNamed) Report(new($"{files.Pack(place.Pack)}@{place.Offset}", StoreProblems.ContentMissing(key.ToString())));
        }
    }

    void CheckReferences()
    {
        using var rows = database.Prepare("""
            SELECT 'message', id FROM message WHERE NOT EXISTS(SELECT 1 FROM content WHERE content.id=content_id)
            UNION ALL SELECT 'outbox', id FROM outbox WHERE NOT EXISTS(SELECT 1 FROM content WHERE content.id=content_id)
            UNION ALL SELECT 'drop_message', downloaded_at FROM drop_message
              WHERE content IS NOT NULL AND NOT EXISTS(SELECT 1 FROM content WHERE sha256=drop_message.content)
            """).Open();
        while (rows.Read()) Report(new(files.Database, StoreProblems.Unnamed(rows.Text(0), rows.Int64(1))));
    }

    void CheckIntegrity()
    {
        using var rows = database.Prepare("PRAGMA integrity_check(100)").Open();
        while (rows.Read())
            if (rows.Text(0) is var text and not "ok")
                Report(new(files.Database, StoreProblems.Integrity(text)));
    }

    void Report(StoreProblem problem)
    {
        if (_problems.Count < MostProblems) _problems.Add(problem);
    }

    void Note(int pack, StoreProblem problem)
    {
        if (_inPacks.Count < MostProblems) _inPacks.Add((pack, problem));
    }

    long Number(string sql) => database.Prepare(sql).Scalar() ?? 0;
}
