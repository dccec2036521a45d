using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Sqlite.Tests;

/// <summary>The embedded store for the conformance kit. A kill leaves the files as they are: they are copied, and the copy goes on.</summary>
sealed class ConformanceFixture(long? packSize = null) : IStoreFixture
{
    readonly Stack<StoreFixture> _places = new([new(packSize)]);

    public IMailStoreProvider Stores => _places.Peek().Provider;

    public IStoreMaintenance? Maintenance => _places.Peek().Maintenance;

    public ValueTask<bool> TryCrashAsync()
    {
        var after = new StoreFixture(packSize);
        _places.Peek().Copy(after);
        _places.Push(after);
        return new(true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places) await place.DisposeAsync();
    }
}
