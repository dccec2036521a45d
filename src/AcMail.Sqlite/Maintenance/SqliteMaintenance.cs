using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace AcMail.Sqlite;

sealed class SqliteMaintenance(IOptions<SqliteStoreOptions> options) : IStoreMaintenance
{
    public Task<StoreCheckReport> CheckAsync(string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException(options.ToString());
    public Task<StoreCheckReport> RebuildAsync(string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
