using AcMail.Storage;

namespace AcMail.Testing;

static class ClosingChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A store that was disposed of says so at every call", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            await store.DisposeAsync();
            await store.DisposeAsync();
            foreach (var (name, call) in StoreCalls.All)
                await Expect.ThrowsAsync<ObjectDisposedException>(() => call(store, key, CancellationToken.None), name);
            await Expect.ThrowsAsync<ObjectDisposedException>(
                async () =>
                {
                    await using var spool = store.Content.CreateSpool();
                },
                "Content.CreateSpool");
            store = await bench.OpenAsync();
            Expect.Equal(UidSet.Of(1), await store.UidsAsync(), "the UIDs");
        }),

        new("Disposing of one store leaves the others of its account open", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            await one.StoreAsync("1");
            await one.DisposeAsync();
            await other.StoreAsync("2", 2);
            Expect.Equal(UidSet.Of(1, 2), await other.UidsAsync(), "the UIDs");
        }),

        new("Disposing waits for commits that run, and those that come later fail", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([]);
            var commits = Enumerable.Range(1, 20).Select(i => Task.Run(() => TryAsync((uint)i))).ToList();
            await Task.WhenAny(commits);
            await store.DisposeAsync();
            var applied = UidSet.Of((await Task.WhenAll(commits)).Where(uid => uid > 0));
            store = await bench.OpenAsync();
            Expect.Equal(applied, await store.UidsAsync(), "the UIDs of the commits that did not throw");

            async Task<uint> TryAsync(uint uid)
            {
                try
                {
                    await store.CommitAsync([Sample.Added(key, uid)]);
                    return uid;
                }
                catch (ObjectDisposedException)
                {
                    return 0;
                }
            }
        }),
    ];
}
