using AcMail.Storage;

namespace AcMail.Testing.Tests.Storage;

/// <summary>In-memory stores that something is wrong with.</summary>
sealed class BrokenFixture(Func<IMailStore, IMailStore> breaking) : IStoreFixture, IMailStoreProvider
{
    readonly InMemoryMailStoreProvider _stores = new();

    public IMailStoreProvider Stores => this;

    public async ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) =>
        breaking(await _stores.OpenAsync(account, cancellationToken));

    public ValueTask<bool> TryCrashAsync()
    {
        _stores.Crash();
        return new(true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
