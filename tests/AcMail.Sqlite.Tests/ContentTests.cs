using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class ContentTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_spool_has_no_name_in_the_file_system()
    {
        if (OperatingSystem.IsWindows()) return;
        var store = await _stores.OpenAsync();
        await using var spool = store.Content.CreateSpool();
        await spool.WriteAsync(new byte[100_000]);
        Directory.EnumerateFileSystemEntries(Path.Combine(_stores.Folder, "spool")).ShouldBeEmpty();
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

    [Theory]
    [InlineData("changed", false)]
    [InlineData("changed", true)]
    [InlineData("missing", false)]
    [InlineData("missing", true)]
    public async Task What_comes_again_takes_the_place_of_bytes_that_are_damaged(string how, bool isSpool)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("sound");
        var key = await store.StoreAsync("hurt", 2);
        await _stores.CloseAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Pack());
        bytes[bytes.AsSpan().IndexOf(Mail.Bytes("hurt")) + 5] ^= 1;
        if (how == "changed") await File.WriteAllBytesAsync(_stores.Pack(), bytes);
        else File.Delete(_stores.Pack());

        store = await _stores.OpenAsync();
        var spool = new MemoryStream(Mail.Bytes("hurt"));
        if (isSpool) await store.Content.AppendSpoolAsync(spool, Mail.Origin(3));
        else await store.AppendAsync("hurt", 3);
        await store.CommitAsync([Mail.Added(key, 3)]);
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("hurt"));
        store = await _stores.ReopenAsync();
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("hurt"));
        (await store.ListAsync()).Count.ShouldBe(3);
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
}
