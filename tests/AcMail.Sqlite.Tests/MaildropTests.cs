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
        Sql.Run(_stores.Database, """
            DROP TABLE drop_message; DROP TABLE maildrop; DROP INDEX message_header_of; DROP INDEX message_marked;
            ALTER TABLE message DROP COLUMN uncertain_flags; ALTER TABLE message DROP COLUMN uncertain_keywords;
            ALTER TABLE message DROP COLUMN header_of; ALTER TABLE message DROP COLUMN whole_size;
            DROP TABLE distrust; DROP TABLE quarantine; DROP TABLE held_removal; DROP TABLE identity;
            ALTER TABLE mailbox DROP COLUMN object_id; ALTER TABLE mailbox DROP COLUMN changed_since;
            ALTER TABLE mailbox DROP COLUMN floor; ALTER TABLE mailbox DROP COLUMN scanned_at;
            CREATE TABLE drop_entry(unique_id TEXT PRIMARY KEY, content_id INTEGER NOT NULL, downloaded_at INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO drop_entry VALUES('u1', 1, 638000000000000000);
            PRAGMA user_version=1;
            """);
        store = await _stores.OpenAsync();
        (await store.Maildrop.GetAsync()).Entries.ShouldHaveSingleItem().ShouldBe(new("u1", DropState.Downloaded)
        {
            Content = key, DownloadedAt = new(638000000000000000, TimeSpan.Zero), Date = Mail.Date.ToUniversalTime(),
        });
        (await store.ListAsync()).ShouldHaveSingleItem().IsPartial.ShouldBeFalse();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }
}
