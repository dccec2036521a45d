using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace AcMail.Sqlite;

/// <summary>Keeps replicas where the configuration says, unless code has named another directory.</summary>
sealed class DirectoryFromConfiguration(StoreDirectory? named) : IConfigureOptions<SqliteStoreOptions>
{
    public void Configure(SqliteStoreOptions options)
    {
        if (named is not null && options.Directory == SqliteStoreOptions.DefaultDirectory) options.Directory = named.Path;
    }
}
