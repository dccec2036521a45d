using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Sqlite.Tests;

/// <summary>Bytes that nothing names are given back, and whatever interrupts that, no others are.</summary>
public sealed class CompactionTests : IAsyncDisposable
{
    const int Messages = 40;

    readonly StoreFixture _stores = new(packSize: 2000);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Packs_take_as_much_as_what_stays()
    {
        await FillAsync();
        var before = Sizes(_stores).Sum();
        var report = await _stores.CompactAsync();

        report.ShouldSatisfyAllConditions(
            r => r.Contents.ShouldBe(Messages / 2), r => r.Bytes.ShouldBe(before - Sizes(_stores).Sum()), r => r.Problems.ShouldBeEmpty());
        Sizes(_stores).Sum().ShouldBeInRange(before / 3, before * 2 / 3);
        await ShouldHoldAllAsync();
        (await _stores.CheckAsync()).UnusedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_of_them_is_left_in_the_state_but_words_of_the_index()
    {
        await FillAsync();
        await _stores.CompactAsync();
        foreach (var table in (string[])["header", "identity"])
            Sql.Read(_stores.Database, $"SELECT count(*) FROM {table} WHERE content_id NOT IN (SELECT id FROM content)").ShouldBe(["0"]);
        // Compares the index with the table that its texts are in.
        Sql.Run(_stores.Database, "INSERT INTO header_search(header_search, rank) VALUES('integrity-check', 1)");
    }

    [Fact]
    public async Task What_comes_later_goes_into_the_packs_that_were_emptied()
    {
        await FillAsync();
        var packs = Sizes(_stores).Count;
        await _stores.CompactAsync();
        Sizes(_stores).Count.ShouldBe(packs + 1);
        var store = await _stores.OpenAsync();
        for (uint uid = 100; uid < 110; uid++) await store.StoreAsync($"later {uid}", uid);
        Sizes(_stores).Count.ShouldBe(packs + 1);
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task A_rebuild_after_a_compaction_restores_what_there_was()
    {
        await FillAsync();
        await _stores.CompactAsync();
        File.Delete(_stores.Database);
        (await _stores.RebuildAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Messages.ShouldBe(Messages / 2));
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task A_state_from_before_a_compaction_is_mended_by_a_rebuild()
    {
        await FillAsync();
        var before = await File.ReadAllBytesAsync(_stores.Database);
        await _stores.CompactAsync();
        await File.WriteAllBytesAsync(_stores.Database, before);
        (await _stores.CheckAsync()).Problems.ShouldNotBeEmpty();
        (await _stores.RebuildAsync()).Messages.ShouldBe(Messages / 2);
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task A_state_from_before_a_compaction_loses_nothing_of_what_was_copied_though_it_goes_on_and_is_compacted()
    {
        await FillAsync();
        var before = await File.ReadAllBytesAsync(_stores.Database);
        await _stores.CompactAsync();
        await File.WriteAllBytesAsync(_stores.Database, before);

        for (uint uid = 100; uid < 110; uid++) await (await _stores.ReopenAsync()).StoreAsync($"later {uid}", uid);
        await _stores.CloseAsync();
        await _stores.CompactAsync();
        (await _stores.CheckAsync()).UnknownContents.ShouldBeGreaterThan(0);
        await _stores.RebuildAsync();
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task Copies_whose_commit_failed_are_not_cut_before_it_is_known_whether_the_disk_has_it()
    {
        await FillAsync();
        var next = Sizes(_stores).Count + 1;
        Sql.Run(_stores.Database, "CREATE TRIGGER fails BEFORE UPDATE OF emptied ON pack BEGIN SELECT RAISE(ABORT, 'no'); END");
        await Should.ThrowAsync<Exception>(() => _stores.CompactAsync());
        new FileInfo(_stores.Pack(next)).Length.ShouldBeGreaterThan(0);
        Sql.Run(_stores.Database, "DROP TRIGGER fails");
        await ShouldHoldAllAsync();
        (await _stores.CompactAsync()).Contents.ShouldBe(Messages / 2);
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task One_that_was_killed_before_its_commit_leaves_copies_that_are_cut_off()
    {
        await FillAsync();
        await using var done = new StoreFixture(packSize: 2000);
        _stores.Copy(done);
        var next = Sizes(done).Count + 1;
        await done.CompactAsync();
        File.Copy(done.Pack(next), _stores.Pack(next));

        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(0));
        await ShouldHoldAllAsync();
        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Contents.ShouldBe(Messages / 2));
        Sizes(_stores).ShouldBe(Sizes(done));
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task One_that_was_killed_after_its_commit_goes_on_with_what_it_had_emptied()
    {
        var (number, length) = await FillAndRevertAsync();
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(0));
        // For one whose packs may be larger, that one has room.
        await using var larger = new StoreFixture(packSize: 100_000);
        _stores.Copy(larger);
        await (await larger.OpenAsync()).StoreAsync("not into that one", 200);
        new FileInfo(larger.Pack(number)).Length.ShouldBe(length);
        await ShouldHoldAllAsync();

        (await _stores.CompactAsync()).Bytes.ShouldBe(length);
        new FileInfo(_stores.Pack(number)).Length.ShouldBe(0);
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task One_that_was_killed_after_it_had_emptied_a_pack_goes_on()
    {
        var (number, _) = await FillAndRevertAsync();
        await File.WriteAllBytesAsync(_stores.Pack(number), []);
        await File.WriteAllBytesAsync(Path.ChangeExtension(_stores.Pack(number), ".new"), []);
        await ShouldHoldAllAsync();
        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Bytes.ShouldBe(0));
        for (uint uid = 100; uid < 140; uid++) await (await _stores.OpenAsync()).StoreAsync($"later {uid}", uid);
        new FileInfo(_stores.Pack(number)).Length.ShouldBeGreaterThan(0);
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task A_pack_that_was_written_to_since_a_state_that_was_put_back_is_not_cut()
    {
        var (number, length) = await FillAndRevertAsync();
        await File.AppendAllTextAsync(_stores.Pack(number), "more");
        await _stores.CompactAsync();
        new FileInfo(_stores.Pack(number)).Length.ShouldBe(length + 4);
        await ShouldHoldAllAsync();
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("torn")]
    [InlineData("gone")]
    public async Task A_pack_that_cannot_be_read_as_a_whole_stays_as_it_is(string how)
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(_stores.Pack(2));
        if (how == "damaged") bytes[bytes.Length / 2] ^= 1;
        if (how == "torn") bytes = bytes[..^10];
        if (how == "gone") File.Delete(_stores.Pack(2));
        else await File.WriteAllBytesAsync(_stores.Pack(2), bytes);

        var report = await _stores.CompactAsync();
        report.Problems.ShouldHaveSingleItem().Where.ShouldStartWith(_stores.Pack(2));
        report.Contents.ShouldBeInRange(1, (Messages / 2) - 1);
        if (how != "gone") (await File.ReadAllBytesAsync(_stores.Pack(2))).ShouldBe(bytes);
        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(r => r.Problems.Count.ShouldBe(1), r => r.Contents.ShouldBe(0), r => r.Bytes.ShouldBe(0));
    }

    [Fact]
    public async Task What_only_a_newer_state_knows_stays()
    {
        var older = await FillWithOneDeletedAsync();
        var newer = await (await _stores.OpenAsync()).StoreAsync("collected since", 4);
        await _stores.CloseAsync();
        await File.WriteAllBytesAsync(_stores.Database, older);

        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(1), r => r.Problems.ShouldBeEmpty());
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(1));
        for (uint uid = 10; uid < 20; uid++) await (await _stores.ReopenAsync()).StoreAsync($"later {uid}", uid);
        await (await _stores.OpenAsync()).CommitAsync([new MessagesVanished("INBOX", Mail.Validity, UidSet.Of([2, 12, 14]))]);
        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(3), r => r.Problems.ShouldBeEmpty());
        await _stores.CloseAsync();
        await _stores.RebuildAsync();
        (await (await _stores.OpenAsync()).ReadAsync(newer)).ShouldBe(Mail.Bytes("collected since"));
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).UnknownContents.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task What_only_a_newer_state_knows_stays_where_it_is_damaged_or_not_finished(int torn)
    {
        var older = await FillWithOneDeletedAsync();
        var store = await _stores.OpenAsync();
        var newer = await store.StoreAsync("collected since", 4);
        await store.StoreAsync("the last", 5);
        await _stores.CloseAsync();
        await File.WriteAllBytesAsync(_stores.Database, older);
        var pack = await File.ReadAllBytesAsync(_stores.Pack());
        if (torn == 0) pack[^1] ^= 1;
        else pack = pack[..^torn];
        await File.WriteAllBytesAsync(_stores.Pack(), pack);

        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(
            r => r.Contents.ShouldBe(torn > 0 ? 1 : 0), r => r.Problems.Count.ShouldBe(torn > 0 ? 0 : 1));
        if (torn == 0) (await File.ReadAllBytesAsync(_stores.Pack())).ShouldBe(pack);
        // Not a byte of it is dropped, of whatever it is the beginning.
        var ends = Directory.GetFiles(Path.Combine(_stores.Folder, "content"), "*.pack").Select(f => File.ReadAllBytes(f).TakeLast(100).ToList());
        ends.ShouldContain(end => end.SequenceEqual(pack.TakeLast(100)));
        await _stores.RebuildAsync();
        (await (await _stores.OpenAsync()).ReadAsync(newer)).ShouldBe(Mail.Bytes("collected since"));
    }

    [Fact]
    public async Task What_only_a_newer_state_knows_stays_though_its_compaction_is_killed_again_and_again()
    {
        var older = await FillWithOneDeletedAsync();
        var newer = await (await _stores.OpenAsync()).StoreAsync("collected since", 4);
        await _stores.CloseAsync();
        await File.WriteAllBytesAsync(_stores.Database, older);

        Sql.Run(_stores.Database, "CREATE TRIGGER fails BEFORE UPDATE OF emptied ON pack BEGIN SELECT RAISE(ABORT, 'no'); END");
        for (var i = 0; i < 3; i++) await Should.ThrowAsync<Exception>(() => _stores.CompactAsync());
        Sql.Run(_stores.Database, "DROP TRIGGER fails");
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(1));
        (await _stores.CompactAsync()).ShouldSatisfyAllConditions(r => r.Contents.ShouldBe(1), r => r.Problems.ShouldBeEmpty());
        await _stores.RebuildAsync();
        (await (await _stores.OpenAsync()).ReadAsync(newer)).ShouldBe(Mail.Bytes("collected since"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_only_a_newer_state_has_in_a_mailbox_again_stays(bool isWrittenTo)
    {
        var text = $"deleted, and collected again {new string('x', 2000)}";
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync(text, 1);
        await store.StoreAsync("another", 2);
        await store.CommitAsync([new MessagesVanished("INBOX", Mail.Validity, UidSet.Of([1]))]);
        await _stores.CloseAsync();
        var older = await File.ReadAllBytesAsync(_stores.Database);
        await (await _stores.OpenAsync()).StoreAsync(text, 3);
        await _stores.CloseAsync();
        await File.WriteAllBytesAsync(_stores.Database, older);

        if (isWrittenTo) await (await _stores.OpenAsync()).StoreAsync("later", 4);
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).UnknownContents.ShouldBe(1);
        (await _stores.CompactAsync()).Contents.ShouldBe(0);
        await _stores.RebuildAsync();
        store = await _stores.OpenAsync();
        (await store.ListAsync()).Select(m => m.Uid).ShouldContain(3u);
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes(text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disk_that_takes_no_more_ends_it_and_costs_nothing(bool atOnce)
    {
        await FillAsync();
        // Takes the place of the pack that is filled first, or of the lock of that which is filled next, once it is empty.
        var inTheWay = atOnce ? _stores.Pack(Sizes(_stores).Count + 1) : Path.ChangeExtension(_stores.Pack(), ".lock");
        File.Delete(inTheWay);
        Directory.CreateDirectory(inTheWay);
        (await Should.ThrowAsync<MailException>(() => _stores.CompactAsync())).Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        Directory.Delete(inTheWay);
        await ShouldHoldAllAsync();
        (await _stores.CompactAsync()).Contents.ShouldBeInRange(1, atOnce ? Messages / 2 : (Messages / 2) - 1);
        await ShouldHoldAllAsync();
        (await _stores.CheckAsync()).UnusedBytes.ShouldBe(0);
    }

    [Fact]
    public Task Beside_it_contents_come_go_and_come_again_in_packs_that_fill_and_empty() =>
        StoreConformance.All.Single(c => c.Name == "Beside compactions, contents come, go and come again").RunAsync(() => new ConformanceFixture(packSize: 2000));

    [Fact]
    public async Task Who_waits_to_write_has_a_turn_between_two_packs_and_what_he_names_stays()
    {
        // Progress is told every 4 MB.
        await using var stores = new StoreFixture(packSize: 4 << 20);
        var store = await stores.OpenAsync();
        for (uint uid = 1; uid <= Messages; uid++) await store.StoreAsync(Text(uid), uid);
        await store.CommitAsync([new MessagesVanished("INBOX", Mail.Validity, UidSet.Of(Enumerable.Range(1, Messages - 1).Select(i => (uint)i)))]);
        List<bool> written = [];
        Task<ContentKey>? writing = null;
        var report = await stores.Maintenance.CompactAsync("pro", new Callback(() =>
        {
            writing ??= store.StoreAsync(Text(Messages - 1), 200);
            written.Add(writing.IsCompletedSuccessfully);
        }));

        written.ShouldSatisfyAllConditions(w => w.Count.ShouldBeGreaterThan(5), w => w[0].ShouldBeFalse(), w => w[^1].ShouldBeTrue());
        report.ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Contents.ShouldBe(Messages - 2));
        (await store.ReadAsync(await writing!)).ShouldBe(Mail.Bytes(Text(Messages - 1)));
        (await stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnusedBytes.ShouldBe(0));

        static string Text(uint uid) => $"{uid} {new string('x', 1 << 20)}";
    }

    [Fact]
    public async Task It_is_refused_while_another_process_has_the_account_open_and_disturbs_nobody_then()
    {
        await FillAsync();
        var store = await _stores.OpenAsync();
        // As another process has it.
        using (new FileStream(Path.Combine(_stores.Folder, "replica.lock"), FileMode.Open, FileAccess.Read, FileShare.Read))
            (await Should.ThrowAsync<MailException>(() => _stores.CompactAsync())).Failure.Kind.ShouldBe(MailErrorKind.Busy);
        await store.StoreAsync("later", 100);
        (await _stores.CompactAsync()).Contents.ShouldBe(Messages / 2);
        await ShouldHoldAllAsync();
    }

    [Fact]
    public async Task An_account_that_is_closed_meanwhile_is_closed_after_it()
    {
        await FillAsync();
        var store = await _stores.OpenAsync();
        await Task.WhenAll(Task.Run(() => _stores.CompactAsync()), Task.Run(async () => await store.DisposeAsync()));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.CommitAsync([]));
        await ShouldHoldAllAsync();
        // Nobody holds its lock any more.
        (await _stores.RebuildAsync()).Messages.ShouldBe(Messages / 2);
    }

    [Fact]
    public async Task Cancelled_it_changes_nothing()
    {
        await FillAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _stores.Maintenance.CompactAsync("pro", cancellationToken: new(canceled: true)));
        await ShouldHoldAllAsync();
    }

    /// <summary>Every second message is deleted, the newest not.</summary>
    async Task FillAsync()
    {
        var store = await _stores.OpenAsync();
        for (uint uid = 1; uid <= Messages; uid++) await store.StoreAsync($"{uid} {new string('x', 200)}", uid);
        var odd = UidSet.Of(Enumerable.Range(1, Messages).Where(i => i % 2 == 1).Select(i => (uint)i));
        await store.CommitAsync([new MessagesVanished("INBOX", Mail.Validity, odd)]);
        await _stores.CloseAsync();
        Sizes(_stores).Count.ShouldBeGreaterThan(5);
    }

    /// <summary>One of three messages is deleted; returns the state.</summary>
    async Task<byte[]> FillWithOneDeletedAsync()
    {
        var store = await _stores.OpenAsync();
        for (uint uid = 1; uid <= 3; uid++) await store.StoreAsync($"{uid}", uid);
        await store.CommitAsync([new MessagesVanished("INBOX", Mail.Validity, UidSet.Of([1]))]);
        await _stores.CloseAsync();
        return await File.ReadAllBytesAsync(_stores.Database);
    }

    /// <summary>Compacts, and brings the pack that was emptied last back to what it was between the commit and the cut.</summary>
    async Task<(int Number, long Length)> FillAndRevertAsync()
    {
        await FillAsync();
        var number = Sizes(_stores).Count;
        var pack = await File.ReadAllBytesAsync(_stores.Pack(number));
        await _stores.CompactAsync();
        new FileInfo(_stores.Pack(number)).Length.ShouldBe(0);
        await File.WriteAllBytesAsync(_stores.Pack(number), pack);
        Sql.Run(_stores.Database, $"UPDATE pack SET committed_length={pack.Length}, emptied=1 WHERE id={number}");
        return (number, pack.Length);
    }

    async Task ShouldHoldAllAsync()
    {
        var store = await _stores.OpenAsync();
        var messages = (await store.ListAsync()).Where(m => m.Uid <= Messages).ToList();
        messages.Count.ShouldBe(Messages / 2);
        foreach (var message in messages)
            (await store.ReadAsync((await store.Reader.FindAsync(message.Id))!.Content)).ShouldBe(Mail.Bytes($"{message.Uid} {new string('x', 200)}"));
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    static List<long> Sizes(StoreFixture stores) =>
        [.. Enumerable.Range(1, 100).Select(n => new FileInfo(stores.Pack(n))).TakeWhile(f => f.Exists).Select(f => f.Length)];

    sealed class Callback(Action act) : IProgress<StoreCheckProgress>
    {
        public void Report(StoreCheckProgress value) => act();
    }
}
