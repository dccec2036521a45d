using AcMail.Storage;

namespace AcMail.Testing;

static class SpoolChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A message too large for memory goes through the store's spool", static async bench =>
        {
            var store = await bench.OpenAsync();
            var bytes = Sample.Noise(11_000_001);
            await using var spool = store.Content.CreateSpool();
            await spool.WriteAsync(bytes);
            Expect.Equal(bytes.Length, spool.Length, "the spool's length");
            var key = await store.Content.AppendSpoolAsync(spool, Sample.Origin());
            Expect.Equal(ContentKey.Of(bytes), key, "the key");
            Expect.Bytes(bytes, await store.ReadAsync(key), "the content before it is committed");
            await store.CommitAsync([Sample.Added(key, 1)]);
            store = await bench.ReopenAsync();
            Expect.Bytes(bytes, await store.ReadAsync(key), "the content after opening again");
        }),

        new("A spool can be read and written again from anywhere", static async bench =>
        {
            var store = await bench.OpenAsync();
            await using var spool = store.Content.CreateSpool();
            await spool.WriteAsync(Sample.Noise(1_000));
            spool.Position = 100;
            await spool.WriteAsync("changed"u8.ToArray());
            spool.SetLength(500);
            var expected = Sample.Noise(1_000)[..500];
            "changed"u8.CopyTo(expected.AsSpan(100));
            var read = new byte[500];
            spool.Position = 0;
            await spool.ReadExactlyAsync(read);
            Expect.Bytes(expected, read, "the spool");
        }),

        new("Any seekable stream is appended from its beginning to its end", static async bench =>
        {
            var store = await bench.OpenAsync();
            foreach (var size in (int[])[0, 70_000])
            {
                var bytes = Sample.Noise(size);
                using var source = new MemoryStream(bytes) { Position = size };
                var key = await store.Content.AppendSpoolAsync(source, Sample.Origin());
                Expect.Equal(ContentKey.Of(bytes), key, $"the key of {size} bytes");
                Expect.Bytes(bytes, await store.ReadAsync(key), $"the content of {size} bytes");
            }
        }),

        new("A spooled message that is held already is the same content", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            using var source = new MemoryStream(Sample.Bytes("x"));
            Expect.Equal(key, await store.Content.AppendSpoolAsync(source, Sample.Origin(2)), "the key");
            await store.CommitAsync([Sample.Added(key, 2)]);
            Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "the content");
        }),

        new("A spool that is cancelled midway leaves what was appended before and after it whole", static async bench =>
        {
            var store = await bench.OpenAsync();
            var before = await store.AppendAsync("before", 1);
            using var cancel = new CancellationTokenSource();
            using var source = new CancellingStream(Sample.Noise(3_000_000), cancel);
            await Expect.ThrowsAsync<OperationCanceledException>(
                async () => await store.Content.AppendSpoolAsync(source, Sample.Origin(2), cancel.Token), "a spool cancelled midway");
            var after = await store.AppendAsync("after", 3);
            await store.CommitAsync([Sample.Added(before, 1), Sample.Added(after, 3)]);
            store = await bench.ReopenAsync();
            Expect.Bytes(Sample.Bytes("before"), await store.ReadAsync(before), "the content appended before");
            Expect.Bytes(Sample.Bytes("after"), await store.ReadAsync(after), "the content appended after");
        }),

        new("A spool that breaks midway leaves what was appended before and after it whole", static async bench =>
        {
            var store = await bench.OpenAsync();
            var before = await store.AppendAsync("before", 1);
            using var source = new BreakingStream(Sample.Noise(3_000_000));
            await Expect.ThrowsAsync<Exception>(
                async () => await store.Content.AppendSpoolAsync(source, Sample.Origin(2)), "a spool whose reading fails midway");
            before = await store.AppendAsync("before", 1);
            var after = await store.AppendAsync("after", 3);
            await store.CommitAsync([Sample.Added(before, 1), Sample.Added(after, 3)]);
            store = await bench.ReopenAsync();
            Expect.Bytes(Sample.Bytes("before"), await store.ReadAsync(before), "the content appended before");
            Expect.Bytes(Sample.Bytes("after"), await store.ReadAsync(after), "the content appended after");
        }),
    ];
}
