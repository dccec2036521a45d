using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace AcMail.Sqlite;

/// <summary>Opens the stores under one directory.</summary>
sealed class SqliteStoreProvider(IOptions<SqliteStoreOptions> options, OpenStores stores) : IMailStoreProvider
{
    public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        cancellationToken.ThrowIfCancellationRequested();
        var files = new AccountFiles(account, options.Value.Directory);
        return await StoreFaults.GuardAsync<IMailStore>(files.Folder, async () =>
        {
            var open = await StoreOpening.OpenAsync(files, create: true, cancellationToken).ConfigureAwait(false);
            try
            {
                var database = StoreFaults.Guard(files.Database, () => DatabaseFile.OpenWriter(files));
                return new SqliteMailStore(files, open, database, options.Value.PackSize, stores);
            }
            catch
            {
                if (open is not null) await open.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }).ConfigureAwait(false);
    }
}
