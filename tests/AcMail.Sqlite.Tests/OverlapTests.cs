using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite.Tests;

/// <summary>What is appended while a commit is under way, and what becomes of it where something fails. The commit waits for another connection's lock.</summary>
public sealed class OverlapTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new(packSize: 200);
    SqliteConnection? _other;

    public async ValueTask DisposeAsync()
    {
        if (_other is not null) await _other.DisposeAsync();
        await _stores.DisposeAsync();
    }

    [Fact]
    public async Task More_is_appended_while_a_commit_is_under_way_and_named_by_the_next()
    {
        var store = await _stores.OpenAsync();
        var (first, commit) = await BeginCommitAsync(store);

        var second = await store.AppendAsync("second", 2);
        (await store.AppendAsync("first", 3)).ShouldBe(first);
        (await store.ReadAsync(second)).ShouldBe(Mail.Bytes("second"));
        (await store.ReadAsync(first)).ShouldBe(Mail.Bytes("first"));
        commit.IsCompleted.ShouldBeFalse();
        await LetGoAsync();
        await commit;

        (await store.ListAsync()).ShouldHaveSingleItem().Uid.ShouldBe(1u);
        await store.CommitAsync([Mail.Added(second, 2), Mail.Added(first, 3)]);
        await ShouldHoldAsync("first", "second", "first");
    }

    [Fact]
    public async Task A_crash_during_a_commit_leaves_what_was_committed_before()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("kept", 9);
        var (_, commit) = await BeginCommitAsync(store);
        await store.AppendAsync("second", 2);

        await using var crashed = new StoreFixture();
        _stores.Copy(crashed);
        await LetGoAsync();
        await commit;

        (await (await crashed.OpenAsync()).ListAsync()).ShouldHaveSingleItem().Uid.ShouldBe(9u);
        (await crashed.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_that_fails_meanwhile_takes_nothing_of_the_commit_back()
    {
        var store = await _stores.OpenAsync();
        var (_, commit) = await BeginCommitAsync(store);
        var lost = await store.AppendAsync("lost", 2);
        // Takes the place of the next pack, so that it cannot be opened.
        Directory.CreateDirectory(_stores.Pack(2));
        await Should.ThrowAsync<MailException>(() => store.AppendAsync(new string('x', 500), 3));
        Directory.Delete(_stores.Pack(2));
        var third = await store.AppendAsync("third", 4);

        await LetGoAsync();
        await commit;

        (await Should.ThrowAsync<MailException>(async () => await store.CommitAsync([Mail.Added(lost, 2)])))
            .Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        await store.CommitAsync([Mail.Added(third, 4)]);
        await ShouldHoldAsync("first", "third");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_failed_commit_was_to_name_is_named_by_the_next(bool isFull)
    {
        var store = await _stores.OpenAsync();
        var (first, commit) = await BeginCommitAsync(store, "ALTER TABLE header RENAME TO away");
        var second = await store.AppendAsync(isFull ? new string('y', 500) : "second", 2);
        var third = await store.AppendAsync("third", 3);

        await LetGoAsync();
        await Should.ThrowAsync<MailException>(() => commit);
        Sql.Run(_stores.Database, "ALTER TABLE away RENAME TO header");

        (await store.ListAsync()).ShouldBeEmpty();
        await store.CommitAsync([Mail.Added(first, 1), Mail.Added(second, 2), Mail.Added(third, 3)]);
        await ShouldHoldAsync("first", isFull ? new('y', 500) : "second", "third");
    }

    [Fact]
    public async Task A_write_that_fails_and_a_commit_that_fails_leave_a_store_that_goes_on()
    {
        var store = await _stores.OpenAsync();
        var (first, commit) = await BeginCommitAsync(store, "ALTER TABLE header RENAME TO away");
        await store.AppendAsync("lost", 2);
        Directory.CreateDirectory(_stores.Pack(2));
        await Should.ThrowAsync<MailException>(() => store.AppendAsync(new string('x', 500), 3));
        Directory.Delete(_stores.Pack(2));

        await LetGoAsync();
        await Should.ThrowAsync<MailException>(() => commit);
        Sql.Run(_stores.Database, "ALTER TABLE away RENAME TO header");

        await store.CommitAsync([Mail.Added(first, 1)]);
        await store.StoreAsync("next", 4);
        await ShouldHoldAsync("first", "next");
    }

    [Fact]
    public async Task A_write_that_fails_after_a_commit_that_failed_leaves_what_that_was_to_name_for_the_disk_may_have_it()
    {
        var store = await _stores.OpenAsync();
        var (first, commit) = await BeginCommitAsync(store, "ALTER TABLE header RENAME TO away");
        await LetGoAsync();
        await Should.ThrowAsync<MailException>(() => commit);
        Sql.Run(_stores.Database, "ALTER TABLE away RENAME TO header");
        var written = Written();
        await store.AppendAsync(new string('y', 200), 2);
        Directory.CreateDirectory(_stores.Pack(2));
        await Should.ThrowAsync<MailException>(() => store.AppendAsync(new string('x', 500), 3));
        Directory.Delete(_stores.Pack(2));

        Written().ShouldBe(written);
        await store.StoreAsync("first");
        await store.StoreAsync("next", 4);
        await ShouldHoldAsync("first", "next");
    }

    [Fact]
    public async Task Whoever_closes_the_store_waits_for_the_commit()
    {
        var store = await _stores.OpenAsync();
        var (_, commit) = await BeginCommitAsync(store);
        var closing = _stores.CloseAsync();
        closing.IsCompleted.ShouldBeFalse();
        await LetGoAsync();
        await closing;
        await commit;
        await ShouldHoldAsync("first");
    }

    [Fact]
    public async Task A_store_rests_after_a_commit_that_took_longer_than_it_waits_before_it_rests()
    {
        var store = await _stores.OpenAsync();
        var (_, commit) = await BeginCommitAsync(store);
        await Task.Delay(3 * AwakeStores.AmongFew);
        await LetGoAsync();
        await commit;
        await _other!.DisposeAsync();
        await _stores.RestAsync();
    }

    /// <summary>A commit of one message that has sealed what it names, and waits.</summary>
    async Task<(ContentKey First, Task Commit)> BeginCommitAsync(IMailStore store, string sql = "SELECT 1")
    {
        var before = Written();
        var first = await store.AppendAsync("first");
        _other = new($"Data Source={_stores.Database};Pooling=False");
        await _other.OpenAsync();
        await RunAsync("BEGIN IMMEDIATE");
        await RunAsync(sql);
        var commit = store.CommitAsync([Mail.Added(first, 1)]).AsTask();
        SpinWait.SpinUntil(() => Written() > before, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        return (first, commit);
    }

    long Written() => Directory.Exists(Path.GetDirectoryName(_stores.Pack()))
        ? Directory.EnumerateFiles(Path.GetDirectoryName(_stores.Pack())!, "*.pack").Sum(f => new FileInfo(f).Length)
        : 0;

    Task LetGoAsync() => RunAsync("COMMIT");

    async Task RunAsync(string sql)
    {
        await using var command = _other!.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    async Task ShouldHoldAsync(params string[] texts)
    {
        // A database that somebody has open cannot be replaced on Windows.
        await _other!.DisposeAsync();
        var store = await _stores.ReopenAsync();
        (await store.ListAsync()).Count.ShouldBe(texts.Length);
        foreach (var text in texts) (await store.ReadAsync(ContentKey.Of(Mail.Bytes(text)))).ShouldBe(Mail.Bytes(text));
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
        (await _stores.RebuildAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Messages.ShouldBeGreaterThanOrEqualTo(texts.Length));
    }
}
