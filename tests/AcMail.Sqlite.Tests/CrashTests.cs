using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class CrashTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task What_was_committed_survives_a_crash_and_the_rest_is_cut_off()
    {
        var store = await _stores.OpenAsync();
        var kept = await store.StoreAsync("kept");
        var committed = new FileInfo(_stores.Pack()).Length;
        var lost = await store.AppendAsync("lost", 2);
        (await store.ReadAsync(lost)).ShouldBe(Mail.Bytes("lost"));
        await using var crashed = new StoreFixture();
        _stores.Copy(crashed);
        new FileInfo(crashed.Pack()).Length.ShouldBeGreaterThan(committed);

        store = await crashed.OpenAsync();
        (await store.ReadAsync(kept)).ShouldBe(Mail.Bytes("kept"));
        (await Should.ThrowAsync<MailException>(() => store.ReadAsync(lost))).Failure.Kind.ShouldBe(MailErrorKind.MessageNotFound);
        var next = await store.StoreAsync("next", 3);
        (await store.ReadAsync(next)).ShouldBe(Mail.Bytes("next"));
        (await store.ListAsync()).Count.ShouldBe(2);
        (await crashed.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(100)]
    [InlineData(70_000)]
    public async Task Garbage_beyond_the_committed_length_is_cut_off(int length)
    {
        var store = await _stores.OpenAsync();
        var kept = await store.StoreAsync("kept");
        await _stores.CloseAsync();
        var garbage = new byte[length];
        new Random(length).NextBytes(garbage);
        await File.AppendAllBytesAsync(_stores.Pack(), garbage);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
        store = await _stores.OpenAsync();
        await store.StoreAsync("next", 2);
        (await store.ReadAsync(kept)).ShouldBe(Mail.Bytes("kept"));
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Contents.ShouldBe(2));
    }

    [Fact]
    public async Task An_older_state_put_back_beside_newer_packs_costs_no_message()
    {
        await using var packed = new StoreFixture(packSize: 200);
        await (await packed.OpenAsync()).StoreAsync("before");
        await packed.CloseAsync();
        var older = await File.ReadAllBytesAsync(packed.Database);
        var store = await packed.OpenAsync();
        var later = new List<ContentKey>();
        for (uint uid = 2; uid <= 5; uid++) later.Add(await store.StoreAsync($"collected and deleted from the server {uid}", uid));
        await packed.CloseAsync();
        File.Exists(packed.Pack(3)).ShouldBeTrue();
        await File.WriteAllBytesAsync(packed.Database, older);

        for (uint uid = 6; uid <= 12; uid++) await (await packed.ReopenAsync()).StoreAsync($"{uid}", uid);
        await packed.CloseAsync();

        (await packed.CheckAsync()).ShouldSatisfyAllConditions(r => r.UnknownContents.ShouldBe(4), r => r.Problems.ShouldBeEmpty());
        (await packed.RebuildAsync()).ShouldSatisfyAllConditions(r => r.Messages.ShouldBe(12), r => r.Problems.ShouldBeEmpty());
        (await packed.CheckAsync()).UnknownContents.ShouldBe(0);
        store = await packed.OpenAsync();
        foreach (var (key, uid) in later.Zip([2, 3, 4, 5]))
            (await store.ReadAsync(key)).ShouldBe(Mail.Bytes($"collected and deleted from the server {uid}"));
    }

    [Fact]
    public async Task What_a_crash_left_behind_is_cut_off_when_it_has_come_again()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("kept");
        var committed = new FileInfo(_stores.Pack()).Length;
        await store.ReadAsync(await store.AppendAsync("comes again", 2));
        await using var crashed = new StoreFixture();
        _stores.Copy(crashed);
        var left = new FileInfo(crashed.Pack()).Length;
        left.ShouldBeGreaterThan(committed);
        (await crashed.CheckAsync()).UnknownContents.ShouldBe(1);
        for (uint uid = 2; uid <= 3; uid++) await (await crashed.ReopenAsync()).StoreAsync("comes again", uid);
        await crashed.CloseAsync();

        new FileInfo(crashed.Pack()).Length.ShouldBeInRange(committed + 1, left - 1);
        (await crashed.CheckAsync()).ShouldSatisfyAllConditions(
            r => r.Contents.ShouldBe(2), r => r.Messages.ShouldBe(3), r => r.UnknownContents.ShouldBe(0), r => r.Problems.ShouldBeEmpty());
    }

    [Theory]
    [InlineData(100_000_000, 2)]
    [InlineData(6_000_000, 1)]
    public async Task Much_that_a_crash_left_behind_is_looked_through_where_no_other_pack_has_room(long packSize, int claimed)
    {
        await using StoreFixture before = new(packSize), packed = new(packSize);
        var much = new byte[8_000_000];
        new Random(1).NextBytes(much);
        var store = await before.OpenAsync();
        await store.StoreAsync("kept");
        await store.Content.AppendAsync(much, Mail.Origin(2));
        before.Copy(packed);
        store = await packed.OpenAsync();
        await store.CommitAsync([Mail.Added(await store.Content.AppendAsync(much, Mail.Origin(2)), 2)]);
        await packed.CloseAsync();
        var lengths = Lengths();

        await (await packed.ReopenAsync()).StoreAsync("next", 3);
        await packed.CloseAsync();
        Lengths().Index().Single(l => l.Item != lengths[l.Index]).Index.ShouldBe(claimed - 1);
        if (claimed == 1) Lengths()[0].ShouldBeLessThan(8_000_000);
        (await packed.CheckAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(3), r => r.Problems.ShouldBeEmpty());

        long[] Lengths() => [.. Enumerable.Range(1, 2).Select(n => new FileInfo(packed.Pack(n)).Length)];
    }

    [Fact]
    public async Task A_pack_shorter_than_what_was_committed_is_damage()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("kept");
        await _stores.CloseAsync();
        using (var file = File.OpenWrite(_stores.Pack())) file.SetLength(file.Length - 3);
        store = await _stores.OpenAsync();
        (await Should.ThrowAsync<MailException>(() => store.ReadAsync(key))).Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        (await Should.ThrowAsync<MailException>(() => store.AppendAsync("more", 2))).Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        (await _stores.CheckAsync()).Problems.ShouldContain(p => p.Where.Contains("000001.pack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_failed_write_the_store_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        var store = await _stores.OpenAsync();
        var kept = await store.StoreAsync("kept");
        // Takes the place of the next pack, so that it cannot be opened.
        await using var other = await _stores.OpenOtherAsync();
        Directory.CreateDirectory(_stores.Pack(2));
        await Should.ThrowAsync<MailException>(() => other.AppendAsync("x", 2));
        Directory.Delete(_stores.Pack(2));
        await other.StoreAsync("x", 2);
        (await store.ReadAsync(kept)).ShouldBe(Mail.Bytes("kept"));
        (await store.ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_transaction_that_failed_can_be_tried_again()
    {
        var store = await _stores.OpenAsync();
        var first = await store.StoreAsync("first");
        var second = await store.AppendAsync("second", 2);
        var changes = (StoreChange[])[Mail.Added(second, 2), new MessagesVanished("INBOX", Mail.Validity, UidSet.Of(1))];
        Sql.Run(_stores.Database, "ALTER TABLE header RENAME TO away");
        (await Should.ThrowAsync<MailException>(async () => await store.CommitAsync(changes))).Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        Sql.Run(_stores.Database, "ALTER TABLE away RENAME TO header");
        (await store.ListAsync()).ShouldHaveSingleItem().Uid.ShouldBe(1u);
        await store.CommitAsync(changes);
        (await store.ListAsync()).ShouldHaveSingleItem().Uid.ShouldBe(2u);
        store = await _stores.ReopenAsync();
        (await store.ReadAsync(first)).ShouldBe(Mail.Bytes("first"));
        (await store.ReadAsync(second)).ShouldBe(Mail.Bytes("second"));
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }
}
