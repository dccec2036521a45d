using AcMail.Storage;

namespace AcMail.Testing.Tests.Storage;

sealed class InMemoryFixture : IStoreFixture
{
    readonly InMemoryMailStoreProvider _stores = new();

    public IMailStoreProvider Stores => _stores;

    public IStoreMaintenance? Maintenance => _stores.Maintenance;

    public ValueTask<bool> TryCrashAsync()
    {
        _stores.Crash();
        return new(true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
