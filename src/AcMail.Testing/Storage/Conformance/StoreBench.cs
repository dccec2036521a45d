using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The fixture of one check, and the stores that it has open.</summary>
sealed class StoreBench(IStoreFixture fixture, CancellationToken cancellationToken) : IAsyncDisposable
{
    public const string Account = "pro";

    readonly List<IMailStore> _open = [];
    readonly HashSet<string> _accounts = [];

    public IMailStoreProvider Stores => fixture.Stores;

    public IStoreMaintenance? Maintenance => fixture.Maintenance;

    /// <summary>Opens a store; one that is open already stays so.</summary>
    public async Task<IMailStore> OpenAsync(string account = Account)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var store = await Stores.OpenAsync(account, CancellationToken.None);
        lock (_accounts)
        {
            _open.Add(store);
            _accounts.Add(account);
        }

        return store;
    }

    public async Task CloseAsync()
    {
        foreach (var store in _open) await store.DisposeAsync();
        _open.Clear();
    }

    /// <summary>Closes all stores, and opens one of <see cref="Account"/>.</summary>
    public async Task<IMailStore> ReopenAsync()
    {
        await CloseAsync();
        return await OpenAsync();
    }

    /// <summary>Kills what is open, or closes it where the fixture cannot; then opens a store of <see cref="Account"/>.</summary>
    /// <param name="otherwise">Also ends what a kill would have ended.</param>
    public async Task<IMailStore> CrashAsync(Func<Task>? otherwise = null)
    {
        var crashed = await fixture.TryCrashAsync();
        if (!crashed && otherwise is not null) await otherwise();
        return await ReopenAsync();
    }

    /// <summary>Has the stores checked that were opened, where they can be.</summary>
    public async Task ProveAsync()
    {
        if (Maintenance is not { } maintenance) return;
        foreach (var account in _accounts)
        {
            var report = await maintenance.CheckAsync(account, cancellationToken: cancellationToken);
            Expect.Sequence([], report.Problems, $"the problems of {account} in the end");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync();
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }
}
