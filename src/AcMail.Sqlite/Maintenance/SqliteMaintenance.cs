using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace AcMail.Sqlite;

/// <summary>Proves, repairs and compacts stores.</summary>
sealed class SqliteMaintenance(IOptions<SqliteStoreOptions> options) : IStoreMaintenance
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
        return RunAloneAsync(files, () => new StoreRebuild(files, progress).Run(cancellationToken), cancellationToken);
    }

    public Task<StoreCompactionReport> CompactAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = Find(account);
        return RunAloneAsync(
            files,
            () =>
            {
                if (!DatabaseFile.Exists(files)) throw StoreTexts.NoStore(files.Folder);
                using var database = DatabaseFile.OpenWriter(files);
                return new StoreCompaction(files, database, options.Value.PackSize, progress).Run(cancellationToken);
            },
            cancellationToken);
    }

    AccountFiles Find(string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        return new(account, options.Value.Directory);
    }

    static Task<T> RunAloneAsync<T>(AccountFiles files, Func<T> work, CancellationToken cancellationToken) => RunAsync(
        files,
        () =>
        {
            using var lease = FileLock.TryExclusive(files.LeaseLock) ?? throw StoreTexts.InUse(files.Folder);
            using var alone = StoreOpening.TryAlone(files) ?? throw StoreTexts.InUse(files.Folder);
            return ValueTask.FromResult(work());
        },
        cancellationToken);

    static Task<T> RunAsync<T>(AccountFiles files, Func<ValueTask<T>> work, CancellationToken cancellationToken) =>
        Task.Run(
            async () => Directory.Exists(files.Folder)
                ? await StoreFaults.GuardAsync(files.Folder, work).ConfigureAwait(false)
                : throw StoreTexts.NoStore(files.Folder),
            cancellationToken);
}
