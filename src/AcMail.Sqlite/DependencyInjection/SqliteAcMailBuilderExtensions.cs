using AcMail;
using AcMail.Sqlite;
using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the embedded store.</summary>
public static class SqliteAcMailBuilderExtensions
{
    /// <summary>Keeps replicas on the local disk: state in SQLite, message bytes in content packs, one folder per account.</summary>
    /// <param name="builder">Goes on with the registration.</param>
    /// <param name="configure">Says where; by default where the configuration says that accounts were read from.</param>
    public static IAcMailBuilder UseSqlite(this IAcMailBuilder builder, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IConfigureOptions<SqliteStoreOptions>>(p => new DirectoryFromConfiguration(p.GetService<StoreDirectory>()));
        builder.Services.AddClosedOptions<SqliteStoreOptions>()
            .Validate(o => !string.IsNullOrWhiteSpace(o.Directory), "SqliteStoreOptions.Directory is empty. Name the directory that is to hold the replicas.")
            .ValidateOnStart();
        if (configure is not null) builder.Services.Configure(configure);
        builder.Services.AddSingleton<OpenStores>();
        builder.Services.AddSingleton<IMailStoreProvider, SqliteStoreProvider>();
        builder.Services.AddSingleton<IStoreMaintenance, SqliteMaintenance>();
        return builder;
    }
}
