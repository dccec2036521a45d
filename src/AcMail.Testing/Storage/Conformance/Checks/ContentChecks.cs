using AcMail.Storage;

namespace AcMail.Testing;

static class ContentChecks
{
    static readonly int[] Sizes = [0, 1, 13_000, 1_048_577, 11_000_000];

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        .. Sizes.Select(size => new ConformanceCheck($"Content of {size} bytes is read back exactly", bench => ReadBackAsync(bench, size))),

        new("Content is named by its SHA-256", static async bench =>
        {
            var store = await bench.OpenAsync();
            var bytes = Sample.Noise(500);
            Expect.Equal(ContentKey.Of(bytes), await store.Content.AppendAsync(bytes, Sample.Origin()), "the key");
        }),

        new("The buffer may be used again once an append has returned", static async bench =>
        {
            var store = await bench.OpenAsync();
            var buffer = Sample.Noise(5_000);
            var bytes = buffer.ToArray();
            var key = await store.Content.AppendAsync(buffer, Sample.Origin());
            Array.Clear(buffer);
            await store.CommitAsync([Sample.Added(key, 1)]);
            Expect.Bytes(bytes, await store.ReadAsync(key), "the content after its buffer was cleared");
        }),

        new("The same content may be appended again, before and after a commit, and is the same", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x", 1);
            Expect.Equal(key, await store.AppendAsync("x", 2), "the key of the second append");
            await store.CommitAsync([Sample.Added(key, 1), Sample.Added(key, 2)]);
            Expect.Equal(key, await store.AppendAsync("x", 3), "the key of the append after the commit");
            await store.CommitAsync([Sample.Added(key, 3)]);
            store = await bench.ReopenAsync();
            Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "the content");
            Expect.Equal(3, (await store.ListAsync()).Count, "the messages that name it");
        }),

        new("Content appended before is durable with any commit", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (first, second) = (await store.AppendAsync("1", 1), await store.AppendAsync("2", 2));
            await store.CommitAsync([Sample.Added(first, 1)]);
            store = await bench.CrashAsync();
            Expect.Bytes(Sample.Bytes("2"), await store.ReadAsync(second), "content that the commit did not name");
            await store.CommitAsync([Sample.Added(second, 2)]);
            Expect.Equal(UidSet.Of(1, 2), await store.UidsAsync(), "the UIDs");
        }),

        new("Content that is not held is MessageNotFound", static async bench =>
        {
            var store = await bench.OpenAsync();
            await Expect.FailsAsync(
                MailErrorKind.MessageNotFound, async () => await store.Content.OpenReadAsync(Sample.Unknown), "content that nobody appended");
        }),

        new("Content is a stream that is read from anywhere", static async bench =>
        {
            var store = await bench.OpenAsync();
            var bytes = Sample.Bytes("0123456789");
            await using var stream = await store.Content.OpenReadAsync(await store.StoreAsync("0123456789"));
            Expect.True(stream is { CanRead: true, CanSeek: true, CanWrite: false }, "The stream should read and seek, and not write.");
            Expect.Equal(bytes.Length, stream.Length, "its length");
            Expect.Equal(bytes.Length - 4L, stream.Seek(-4, SeekOrigin.End), "the position four bytes before the end");
            var end = new byte[4];
            await stream.ReadExactlyAsync(end);
            Expect.Bytes(bytes[^4..], end, "the last four bytes");
            Expect.Equal(0, await stream.ReadAsync(end), "the bytes read at the end");
            stream.Position = 0;
            await stream.ReadExactlyAsync(end);
            Expect.Bytes(bytes[..4], end, "the first four bytes");
        }),

        new("An open stream of content is not disturbed by commits", static async bench =>
        {
            var store = await bench.OpenAsync();
            var bytes = Sample.Noise(300_000);
            var key = await store.Content.AppendAsync(bytes, Sample.Origin());
            await store.CommitAsync([Sample.Added(key, 1)]);
            await using var stream = await store.Content.OpenReadAsync(key);
            var read = new byte[bytes.Length];
            await stream.ReadExactlyAsync(read.AsMemory(0, 100_000));
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            await store.StoreAsync("another", 2);
            await stream.ReadExactlyAsync(read.AsMemory(100_000));
            Expect.Bytes(bytes, read, "the content");
        }),
    ];

    static async Task ReadBackAsync(StoreBench bench, int size)
    {
        var store = await bench.OpenAsync();
        var bytes = Sample.Noise(size, (ulong)size);
        var key = await store.Content.AppendAsync(bytes, Sample.Origin());
        Expect.Bytes(bytes, await store.ReadAsync(key), "the content before it is committed");
        await store.CommitAsync([Sample.Added(key, 1)]);
        Expect.Bytes(bytes, await store.ReadAsync(key), "the content once it is committed");
        store = await bench.ReopenAsync();
        Expect.Bytes(bytes, await store.ReadAsync(key), "the content after opening again");
        Expect.Equal(size, (await store.SingleAsync()).Size, "the message's size");
    }
}
