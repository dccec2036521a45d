using AcMail.Storage;

namespace AcMail.Testing;

static class CancellationChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("What is cancelled before it begins does nothing", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            var before = await StoreImage.ReadAsync(store);
            foreach (var (name, call) in StoreCalls.All)
                await Expect.ThrowsAsync<OperationCanceledException>(() => call(store, key, new(canceled: true)), name);
            await Expect.ThrowsAsync<OperationCanceledException>(
                async () => await bench.Stores.OpenAsync("new", new(canceled: true)), "OpenAsync");
            StoreImage.Compare(before, await StoreImage.ReadAsync(store), "after the calls");
            await using var lease = await store.TryAcquireLeaseAsync();
            Expect.True(lease is not null, "The lease should be free.");
        }),

        new("A commit that is cancelled while it waits or runs is applied whole or not at all, as it says", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([]);
            var applied = new List<uint>();
            for (uint round = 0; round < 12; round++)
            {
                using var cancel = new CancellationTokenSource();
                uint[] uids = [.. Enumerable.Range(0, 4).Select(i => (round * 8) + ((uint)i * 2) + 1)];
                var commits = uids.Select(uid => Task.Run(() => TryAsync(uid, cancel.Token))).ToList();
                if (round % 3 > 0) await Task.WhenAny(commits);
                if (round % 3 < 2) await cancel.CancelAsync();
                foreach (var uid in await Task.WhenAll(commits))
                    if (uid > 0) applied.AddRange([uid, uid + 1]);
            }

            Expect.Equal(UidSet.Of(applied), await store.UidsAsync(), "the UIDs of the commits that did not throw");

            async Task<uint> TryAsync(uint uid, CancellationToken cancellationToken)
            {
                try
                {
                    await store.CommitAsync([Sample.Added(key, uid), Sample.Added(key, uid + 1)], cancellationToken);
                    return uid;
                }
                catch (OperationCanceledException)
                {
                    return 0;
                }
            }
        }),

        new("A query that is cancelled midway ends, and the store goes on", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([.. Enumerable.Range(1, 600).Select(i => Sample.Added(key, (uint)i))]);
            using var cancel = new CancellationTokenSource();
            await Expect.ThrowsAsync<OperationCanceledException>(
                async () =>
                {
                    await foreach (var _ in store.Reader.QueryAsync(new(), cancel.Token)) await cancel.CancelAsync();
                },
                "a query cancelled after its first message");
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            Expect.Sequence([], await store.ListAsync(), "the messages after the next commit");
        }),
    ];
}
