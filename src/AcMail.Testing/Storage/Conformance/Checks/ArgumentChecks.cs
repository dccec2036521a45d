namespace AcMail.Testing;

static class ArgumentChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("An account without a name is refused", static async bench =>
        {
            await Expect.ThrowsAsync<ArgumentException>(async () => await bench.Stores.OpenAsync(""), "an empty name");
            await Expect.ThrowsAsync<ArgumentNullException>(async () => await bench.Stores.OpenAsync(null!), "null for a name");
        }),

        new("Null is refused wherever a value is needed", static async bench =>
        {
            var store = await bench.OpenAsync();
            using var source = new MemoryStream();
            foreach (var (name, call) in ((string, Func<Task>)[])
            [
                ("CommitAsync", async () => await store.CommitAsync(null!)),
                ("AppendAsync without origin", async () => await store.Content.AppendAsync(default, null!)),
                ("AppendSpoolAsync without spool", async () => await store.Content.AppendSpoolAsync(null!, Sample.Origin())),
                ("AppendSpoolAsync without origin", async () => await store.Content.AppendSpoolAsync(source, null!)),
                ("ReferAsync without origin", async () => await store.Content.ReferAsync(default, null!)),
                ("FindAsync without mailbox", async () => await store.Content.FindAsync(null!, 1, [])),
                ("FindAsync without identities", async () => await store.Content.FindAsync("INBOX", 1, null!)),
                ("MayHoldAsync", async () => await store.Sync.MayHoldAsync(null!)),
                ("GetUidsAsync", async () => await store.Reader.GetUidsAsync(null!, 1)),
                ("GetPlacementsAsync without mailbox", async () => await store.Reader.GetPlacementsAsync(null!, 1, Sample.Everything)),
                ("GetPlacementsAsync without UIDs", async () => await store.Reader.GetPlacementsAsync("INBOX", 1, null!)),
                ("QueryAsync", async () => await store.Reader.QueryAsync(null!).GetAsyncEnumerator().MoveNextAsync()),
                ("GetRelatedAsync", async () => await store.Reader.GetRelatedAsync(null!, 1)),
                ("EnqueueAsync", async () => await store.Outbox.EnqueueAsync(null!)),
            ])
                await Expect.ThrowsAsync<ArgumentNullException>(call, name);
        }),
    ];
}
