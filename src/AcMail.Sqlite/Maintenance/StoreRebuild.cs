using System.Globalization;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Makes the database anew from the packs. The caller has the account to itself.</summary>
sealed class StoreRebuild(AccountFiles files, IProgress<StoreCheckProgress>? progress)
{
    readonly List<StoreProblem> _problems = [];
    long _before, _bytes;

    public StoreCheckReport Run(CancellationToken cancellationToken)
    {
        var packs = files.PackNumbers();
        var total = packs.Sum(p => new FileInfo(files.Pack(p)).Length);
        if (total == 0) throw StoreTexts.NoContent(files.Folder);
        TakeUp();
        var reached = new CheckProgress(progress, total);
        StoreCheckReport report;
        using (var database = DatabaseFile.CreateNew(files))
        {
            // Nothing depends on the new file before it is flushed and renamed.
            database.Run("PRAGMA synchronous=OFF");
            using var former = new FormerState(files, database);
            var restorer = new PlacementRestorer(database);
            foreach (var pack in packs) Restore(pack, restorer, reached, cancellationToken);
            if (former.Salvage(cancellationToken) is { } salvaged) Restore(salvaged, restorer, reached, cancellationToken);
            restorer.Finish();
            former.RestorePlaces(cancellationToken);
            _problems.AddRange(former.FindLosses(cancellationToken));
            _problems.AddRange(new OutboxRestorer(files, database).Restore(former, restorer.Outbox, restorer.IsOfPop3));
            report = new(database.Prepare("SELECT count(*) FROM content").Scalar() ?? 0, database.Prepare("SELECT count(*) FROM message").Scalar() ?? 0,
                _bytes, _problems);
            // Closing would do this as well, and keep to itself that it failed.
            database.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            reached.Reached(total);
        }

        DatabaseFile.Finish(files);
        KeepDamaged();
        DatabaseFile.Publish(files, files.RebuiltDatabase);
        return report;
    }

    void Restore(int pack, PlacementRestorer restorer, CheckProgress reached, CancellationToken cancellationToken)
    {
        using var stream = PrivateFile.Open(files.Pack(pack), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var scanner = new PackScanner(stream, files.Pack(pack), stream.Length, _problems.Add);
        foreach (var batch in scanner.Read(cancellationToken).Select(r => Restorable.From(r, pack, scanner)).Chunk(PlacementRestorer.BatchSize))
        {
            restorer.Restore(batch);
            _bytes += batch.Sum(r => r.Found.Record.StoredLength);
            reached.Reached(_before + batch[^1].Found.Offset);
        }

        restorer.Grow(pack, scanner.WholeLength);
        _before += stream.Length;
    }

    /// <summary>Where a rebuild before was interrupted at its very end, only what it had made still says what the former state knew.</summary>
    void TakeUp()
    {
        if (!File.Exists(files.RebuiltDatabase)) return;
        if (File.Exists(files.Database)) File.Delete(files.RebuiltDatabase);
        else DatabaseFile.Publish(files, files.RebuiltDatabase);
    }

    void KeepDamaged()
    {
        var number = 1;
        while (File.Exists(Kept(number)) || File.Exists(Kept(number) + "-wal")) number++;
        // The database first: interrupted here, it is missing and is rebuilt again. Without its log it would be taken for an older state.
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-journal"])
            if (File.Exists(files.Database + suffix))
                File.Move(files.Database + suffix, Kept(number) + suffix);
    }

    string Kept(int number) => string.Create(CultureInfo.InvariantCulture, $"{files.Database}.damaged-{number}");
}
