using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace AcMail.Sqlite;

/// <summary>Proves, repairs and compacts stores.</summary>
sealed class SqliteMaintenance(IOptions<SqliteStoreOptions> options, OpenStores stores) : IStoreMaintenance
{
    public Task<StoreCheckReport> CheckAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = Find(account);
        return RunAsync(files, async () =>
        {
            using var open = await StoreOpening.OpenAsync(files, create: false, cancellationToken).ConfigureAwait(false);
            using var database = StoreFaults.Guard(files.Database, () => DatabaseFile.OpenWriter(files));
            return new StoreCheck(files, database, progress).Run(cancellationToken);
        }, cancellationToken);
    }

    public Task<StoreCheckReport> RebuildAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = Find(account);
        return RunAsync(files, () =>
        {
            using var lease = Lease(files);
            using var alone = Alone(files);
            return ValueTask.FromResult(new StoreRebuild(files, progress).Run(cancellationToken));
        }, cancellationToken);
    }

    public Task<StoreCompactionReport> CompactAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = Find(account);
        return RunAsync(files, async () =>
        {
            // Until the stores of this process have the account again, nobody else can replace it.
            using var lease = Lease(files);
            SqliteDatabase? database = null;
            StoreCompaction? compaction = null;
            try
            {
                // Who waits to write has a turn between two packs.
                for (var more = true; more;)
                {
                    var aside = await stores.StepAsideAsync(files.Folder, cancellationToken).ConfigureAwait(false);
                    await using var _ = aside.ConfigureAwait(false);
                    using var alone = Alone(files);
                    if (!DatabaseFile.Exists(files)) throw StoreTexts.NoStore(files.Folder);
                    database ??= DatabaseFile.OpenWriter(files);
                    compaction ??= new(files, database, options.Value.PackSize, progress, aside.Expected, cancellationToken);
                    more = compaction.Advance(aside.Expected, cancellationToken);
                }

                return compaction!.Report;
            }
            finally
            {
                compaction?.Dispose();
                database?.Dispose();
            }
        }, cancellationToken);
    }

    AccountFiles Find(string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        return new(account, options.Value.Directory);
    }

    static FileLock Lease(AccountFiles files) => FileLock.TryExclusive(files.LeaseLock) ?? throw StoreTexts.InUse(files.Folder);

    static FileLock Alone(AccountFiles files) => StoreOpening.TryAlone(files) ?? throw StoreTexts.InUse(files.Folder);

    static Task<T> RunAsync<T>(AccountFiles files, Func<ValueTask<T>> work, CancellationToken cancellationToken) =>
        Task.Run(
            async () => Directory.Exists(files.Folder)
                ? await StoreFaults.GuardAsync(files.Folder, work).ConfigureAwait(false)
                : throw StoreTexts.NoStore(files.Folder),
            cancellationToken);
}
