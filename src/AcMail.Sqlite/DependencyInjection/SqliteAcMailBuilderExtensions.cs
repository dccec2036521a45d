using AcMail;
using AcMail.Sqlite;
using AcMail.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the embedded store.</summary>
public static class SqliteAcMailBuilderExtensions
{
    /// <summary>Keeps replicas on the local disk: state in SQLite, message bytes in content packs, one folder per account.</summary>
    /// <param name="builder">Goes on with the registration.</param>
    /// <param name="configure">Says where.</param>
    public static IAcMailBuilder UseSqlite(this IAcMailBuilder builder, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<SqliteStoreOptions>()
            .Validate(o => !string.IsNullOrWhiteSpace(o.Directory), "SqliteStoreOptions.Directory is empty.");
        if (configure is not null) builder.Services.Configure(configure);
        builder.Services.AddSingleton<IMailStoreProvider, SqliteStoreProvider>();
        builder.Services.AddSingleton<IStoreMaintenance, SqliteMaintenance>();
        return builder;
    }
}
