using AcMail.Storage;

namespace AcMail.Testing;

static class LeaseChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Only one holds the lease of an account, in one store or several", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            await using var lease = await one.TryAcquireLeaseAsync();
            Expect.True(lease is not null, "The lease of a new store should be free.");
            Expect.Equal(null, await one.TryAcquireLeaseAsync(), "a second lease from the same store");
            Expect.Equal(null, await other.TryAcquireLeaseAsync(), "a second lease from another store");
        }),

        new("A lease ends when it is disposed of, and not again", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            var first = await one.TryAcquireLeaseAsync();
            await first!.DisposeAsync();
            await using var second = await other.TryAcquireLeaseAsync();
            Expect.True(second is not null, "The lease should be free once it was disposed of.");
            await first.DisposeAsync();
            Expect.Equal(null, await one.TryAcquireLeaseAsync(), "a lease after an old one was disposed of a second time");
        }),

        new("The leases of two accounts are two", static async bench =>
        {
            await using var one = await (await bench.OpenAsync()).TryAcquireLeaseAsync();
            await using var other = await (await bench.OpenAsync("perso")).TryAcquireLeaseAsync();
            Expect.True(one is not null && other is not null, "Both leases should be given.");
        }),

        new("Of many who want the lease at once, one gets it", static async bench =>
        {
            var stores = new List<IMailStore>();
            for (var i = 0; i < 4; i++) stores.Add(await bench.OpenAsync());
            var attempts = Enumerable.Range(0, 20).Select(i => Task.Run(async () => await stores[i % 4].TryAcquireLeaseAsync()));
            var leases = await Task.WhenAll(attempts);
            var held = leases.OfType<IAsyncDisposable>().ToList();
            Expect.Equal(1, held.Count, "the leases given");
            await held[0].DisposeAsync();
        }),

        new("Who does not hold the lease reads and commits all the same", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            await using var lease = await one.TryAcquireLeaseAsync();
            await other.StoreAsync("x");
            Expect.Equal(1, (await one.ListAsync()).Count, "the messages");
        }),

        new("A lease ends with its process", static async bench =>
        {
            var lease = await (await bench.OpenAsync()).TryAcquireLeaseAsync();
            // Where the fixture cannot kill, the process ends in an orderly way.
            var store = await bench.CrashAsync(async () => await lease!.DisposeAsync());
            await using var next = await store.TryAcquireLeaseAsync();
            Expect.True(next is not null, "The lease should be free after its holder was killed.");
        }),
    ];
}
