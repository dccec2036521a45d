using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class ContentTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13_000)]
    [InlineData(3_000_000)]
    public async Task What_was_appended_is_read_back_exactly(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var store = await _stores.OpenAsync();
        var key = await store.Content.AppendAsync(bytes, Mail.Origin(1));
        (await store.ReadAsync(key)).ShouldBe(bytes);
        await store.CommitAsync([Mail.Added(key, 1)]);
        (await store.ReadAsync(key)).ShouldBe(bytes);
        store = await _stores.ReopenAsync();
        (await store.ReadAsync(key)).ShouldBe(bytes);
        (await store.ListAsync()).ShouldHaveSingleItem().Size.ShouldBe(size);
    }

    [Fact]
    public async Task A_message_too_large_for_memory_goes_through_a_spool()
    {
        var store = await _stores.OpenAsync();
        var bytes = new byte[5_000_001];
        new Random(1).NextBytes(bytes);
        await using var spool = store.Content.CreateSpool();
        await spool.WriteAsync(bytes);
        Directory.EnumerateFileSystemEntries(Path.Combine(_stores.Folder, "spool")).ShouldBeEmpty();
        var key = await store.Content.AppendSpoolAsync(spool, Mail.Origin(1));
        key.ShouldBe(ContentKey.Of(bytes));
        await store.CommitAsync([Mail.Added(key, 1)]);
        store = await _stores.ReopenAsync();
        (await store.ReadAsync(key)).ShouldBe(bytes);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_spool_that_is_cancelled_leaves_the_others_whole()
    {
        var store = await _stores.OpenAsync();
        var before = await store.AppendAsync("before");
        using var cancel = new CancellationTokenSource();
        await using var spool = new CancellingStream(new byte[3_000_000], cancel);
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.Content.AppendSpoolAsync(spool, Mail.Origin(2), cancel.Token));
        var after = await store.AppendAsync("after", 3);
        await store.CommitAsync([Mail.Added(before, 1), Mail.Added(after, 3)]);
        (await store.ReadAsync(before)).ShouldBe(Mail.Bytes("before"));
        (await store.ReadAsync(after)).ShouldBe(Mail.Bytes("after"));
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_is_kept_once()
    {
        var store = await _stores.OpenAsync();
        var large = new byte[500_000];
        var key = await store.Content.AppendAsync(large, Mail.Origin(1));
        (await store.Content.AppendAsync(large, Mail.Origin(2))).ShouldBe(key);
        await store.CommitAsync([Mail.Added(key, 1), Mail.Added(key, 2)]);
        await store.Content.AppendAsync(large, Mail.Origin(3));
        await store.CommitAsync([Mail.Added(key, 3)]);
        new FileInfo(_stores.Pack()).Length.ShouldBeLessThan(501_000);
        (await _stores.CheckAsync()).Contents.ShouldBe(1);
    }

    [Fact]
    public async Task Content_that_is_not_held_is_not_found()
    {
        var store = await _stores.OpenAsync();
        var failure = await Should.ThrowAsync<MailException>(async () => await store.Content.OpenReadAsync(ContentKey.Of("?"u8)));
        failure.Failure.Kind.ShouldBe(MailErrorKind.MessageNotFound);
    }

    [Fact]
    public async Task Content_appended_by_another_task_is_durable_with_anybodys_commit()
    {
        var store = await _stores.OpenAsync();
        var mine = await store.AppendAsync("mine");
        var others = await store.AppendAsync("others", 2);
        await store.CommitAsync([Mail.Added(mine, 1)]);
        store = await _stores.ReopenAsync();
        (await store.ReadAsync(others)).ShouldBe(Mail.Bytes("others"));
        await store.CommitAsync([Mail.Added(others, 2)]);
        (await store.ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_of_content_can_be_read_from_anywhere()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("0123456789");
        await using var stream = await store.Content.OpenReadAsync(key);
        var bytes = Mail.Bytes("0123456789");
        stream.Length.ShouldBe(bytes.Length);
        stream.Seek(-4, SeekOrigin.End);
        var end = new byte[10];
        (await stream.ReadAsync(end)).ShouldBe(4);
        end[..4].ShouldBe(bytes[^4..]);
        (await stream.ReadAsync(end)).ShouldBe(0);
    }

    [Fact]
    public async Task Packs_roll_over_at_a_size()
    {
        await using var stores = new StoreFixture(packSize: 10_000);
        var store = await stores.OpenAsync();
        var keys = new List<ContentKey>();
        for (uint uid = 1; uid <= 20; uid++)
        {
            var bytes = new byte[3_000];
            bytes[0] = (byte)uid;
            keys.Add(await store.Content.AppendAsync(bytes, Mail.Origin(uid)));
        }

        await store.CommitAsync([.. keys.Select((k, i) => Mail.Added(k, (uint)i + 1))]);
        File.Exists(stores.Pack(5)).ShouldBeTrue();
        store = await stores.ReopenAsync();
        foreach (var key in keys) (await store.ReadAsync(key)).Length.ShouldBe(3_000);
        (await stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Contents.ShouldBe(20), r => r.Bytes.ShouldBe(60_000));
    }

    sealed class CancellingStream(byte[] bytes, CancellationTokenSource cancel) : MemoryStream(bytes)
    {
        int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // The first pass hashes and ends at the end; the second copies.
            if (Position == 0) _reads++;
            if (_reads == 2 && Position > 2_000_000) cancel.Cancel();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
