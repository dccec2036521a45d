using AcMail.Storage;
using AcMail.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the in-memory store.</summary>
public static class InMemoryStoreAcMailBuilderExtensions
{
    /// <summary>Keeps replicas in memory, for tests.</summary>
    /// <param name="builder">Goes on with the registration.</param>
    /// <param name="stores">Keeps them; hand the same to a second host to test a restart. The default is a new one.</param>
    public static IAcMailBuilder UseInMemoryStore(this IAcMailBuilder builder, InMemoryMailStoreProvider? stores = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        stores ??= new();
        builder.Services.AddSingleton(stores);
        builder.Services.AddSingleton<IMailStoreProvider>(stores);
        builder.Services.AddSingleton(stores.Maintenance);
        return builder;
    }
}
