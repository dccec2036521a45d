using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class MaildropTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_store_of_the_first_version_keeps_its_ledger()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("x");
        await _stores.CloseAsync();
        FormerSchema.Restore(_stores.Database, steps: 1);
        Sql.Run(_stores.Database, "INSERT INTO drop_entry VALUES('u1', 1, 638000000000000000)");
        store = await _stores.OpenAsync();
        (await store.Maildrop.GetAsync()).Entries.ShouldHaveSingleItem().ShouldBe(new("u1", DropState.Downloaded)
        {
            Content = key, DownloadedAt = new(638000000000000000, TimeSpan.Zero), Date = Mail.Date.ToUniversalTime(),
        });
        (await store.ListAsync()).ShouldHaveSingleItem().IsPartial.ShouldBeFalse();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }
}
