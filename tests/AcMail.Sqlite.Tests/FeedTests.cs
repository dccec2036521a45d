using System.Globalization;
using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class FeedTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_store_of_a_former_version_is_followed_from_its_migration_on()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("x");
        await store.StoreAsync("y", 2);
        var before = await store.ListAsync();
        await _stores.CloseAsync();
        FormerSchema.Restore(_stores.Database, steps: 3);

        store = await _stores.OpenAsync();
        var revision = await store.Reader.GetRevisionAsync();
        await store.CommitAsync([new MessageMarked(before[0].Id, new(SystemFlags.Flagged), default), new MessagesVanished("INBOX", Mail.Validity, UidSet.Of(1))]);
        (await store.Reader.GetChangesAsync(revision, 9)).Changes.ShouldBe(
            [new MessageRemoved(before[1].Id, "INBOX"), new MessageChanged(before[0] with { Flags = new(SystemFlags.Flagged) })]);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_removals_are_kept_than_promised()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        for (var round = 0; round < 6; round++)
        {
            await store.CommitAsync([.. Enumerable.Range(1, 5000).Select(uid => Mail.Added(key, (uint)uid))]);
            await store.CommitAsync([new MessagesVanished("INBOX", Mail.Validity, UidSet.FromRanges([new(1, 5000)]))]);
        }

        await _stores.CloseAsync();
        var kept = Sql.Read(_stores.Database, "SELECT count(*) FROM removal").Single();
        int.Parse(kept, CultureInfo.InvariantCulture).ShouldBeInRange(10_000, 20_000);
        Sql.Read(_stores.Database, "SELECT removals FROM feed").ShouldBe([kept]);
    }

    [Theory]
    [InlineData(FeedQueries.Arrivals)]
    [InlineData(FeedQueries.Alterations)]
    [InlineData(FeedQueries.Removals)]
    public async Task Changes_are_found_without_sorting_or_reading_what_did_not_change(string sql)
    {
        await _stores.OpenAsync();
        Sql.Explain(_stores.Database, sql).ShouldAllBe(step => step.StartsWith("SEARCH"));
    }
}
