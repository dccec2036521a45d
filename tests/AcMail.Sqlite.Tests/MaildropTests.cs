using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class MaildropTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_new_maildrop_is_empty()
    {
        var store = await _stores.OpenAsync();
        (await store.Maildrop.GetAsync()).ShouldSatisfyAllConditions(m => m.Entries.ShouldBeEmpty(), m => m.State.ShouldBe(new()));
    }

    [Fact]
    public async Task The_ledger_remembers_everything_and_tells_names_apart_by_case()
    {
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        var now = Mail.Date.ToUniversalTime();
        DropEntry[] entries =
        [
            Mail.Dropped("u1", key), Mail.Dropped("U1", key) with { State = DropState.Deleted, MissingSince = now, MissingCount = 3, Doubtful = true },
            new("é \"fingerprint\" 7", DropState.Seen) { DownloadedAt = now },
        ];
        await store.CommitAsync([new DropEntryRecorded(new("u1", DropState.Seen)), .. entries.Select(e => new DropEntryRecorded(e))]);
        await store.CommitAsync([.. entries.Select(e => new DropEntryRecorded(e))]);
        store = await _stores.ReopenAsync();
        (await store.Maildrop.GetAsync()).Entries.ShouldBe(entries, ignoreOrder: true);
        await store.CommitAsync([new DropEntryForgotten("u1"), new DropEntryForgotten("u1")]);
        (await store.Maildrop.GetAsync()).Entries.ShouldBe(entries[1..], ignoreOrder: true);
    }

    [Fact]
    public async Task The_clock_and_the_login_are_remembered()
    {
        var store = await _stores.OpenAsync();
        var now = Mail.Date.ToUniversalTime();
        foreach (var state in (MaildropState[])[new() { Clock = now, LoginDelay = 60, LastLogin = now }, new() { Clock = now, Leap = now.AddYears(1) }])
        {
            await store.CommitAsync([new MaildropObserved(state)]);
            store = await _stores.ReopenAsync();
            (await store.Maildrop.GetAsync()).State.ShouldBe(state);
        }
    }

    [Fact]
    public async Task A_ledger_entry_without_its_content_is_not_committed()
    {
        var store = await _stores.OpenAsync();
        var nowhere = ContentKey.Of("nowhere"u8);
        await Should.ThrowAsync<MailException>(async () => await store.CommitAsync([new DropEntryRecorded(Mail.Dropped("u1", nowhere))]));
        (await store.Maildrop.GetAsync()).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_mailbox_holds_any_more_was_discarded()
    {
        var store = await _stores.OpenAsync();
        var (kept, gone) = (await store.AppendAsync("kept"), await store.AppendAsync("gone"));
        foreach (var (key, id) in ((ContentKey, string)[])[(kept, "u1"), (gone, "u2")])
        {
            var filed = new MessageFiled("INBOX", MailboxRole.Inbox, key, default, Mail.Date, Mail.Headers("s"));
            await store.CommitAsync([filed, new DropEntryRecorded(Mail.Dropped(id, key)), new DropEntryRecorded(new("u3", DropState.Seen))]);
        }

        (await store.Maildrop.GetDiscardedAsync()).ShouldBeEmpty();
        await store.CommitAsync([new MessagesVanished("INBOX", 0, UidSet.Of(2))]);
        (await store.Maildrop.GetDiscardedAsync()).ShouldBe(["u2"]);
    }

    [Fact]
    public async Task The_header_of_a_message_gives_way_to_the_whole_and_keeps_its_id()
    {
        var store = await _stores.OpenAsync();
        var header = await store.Content.AppendAsync("Subject: large\r\n\r\n"u8.ToArray(), new("", 0, 0, default, Mail.Date, "u1"));
        var filed = new MessageFiled("INBOX", MailboxRole.Inbox, header, default, Mail.Date, Mail.Headers("large")) { HeaderOf = new("u1", 5_000_000) };
        await store.CommitAsync([filed]);
        var partial = (await store.ListAsync()).ShouldHaveSingleItem();
        partial.ShouldSatisfyAllConditions(m => m.IsPartial.ShouldBeTrue(), m => m.Size.ShouldBe(5_000_000));
        (await store.Reader.FindAsync(partial.Id))!.HeaderOf.ShouldBe(new("u1", 5_000_000));

        var whole = await store.AppendAsync("large");
        await store.CommitAsync([new MessageCompleted("u1", whole, Mail.Headers("large"))]);
        var complete = (await store.Reader.FindAsync(partial.Id))!;
        complete.ShouldSatisfyAllConditions(
            m => m.Content.ShouldBe(whole), m => m.HeaderOf.ShouldBeNull(), m => m.Info.IsPartial.ShouldBeFalse(), m => m.Info.Size.ShouldBe(Mail.Bytes("large").Length));
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rebuild_does_not_take_a_header_for_a_message()
    {
        var store = await _stores.OpenAsync();
        var header = await store.Content.AppendAsync("Subject: large\r\n\r\n"u8.ToArray(), new("", 0, 0, default, Mail.Date, "u1"));
        await store.CommitAsync(
        [
            new MessageFiled("INBOX", MailboxRole.Inbox, header, default, Mail.Date, Mail.Headers("large")) { HeaderOf = new("u1", 5_000_000) },
            new DropEntryRecorded(new("u1", DropState.HeadersOnly) { Content = header }),
        ]);
        await _stores.CloseAsync();
        (await _stores.RebuildAsync()).ShouldSatisfyAllConditions(r => r.Messages.ShouldBe(0), r => r.Problems.ShouldBeEmpty());
        store = await _stores.OpenAsync();
        (await store.Maildrop.GetAsync()).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_of_the_first_version_keeps_its_ledger()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("x");
        await _stores.CloseAsync();
        Sql.Run(_stores.Database, """
            DROP TABLE drop_message; DROP TABLE maildrop; DROP INDEX message_header_of;
            ALTER TABLE message DROP COLUMN header_of; ALTER TABLE message DROP COLUMN whole_size;
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
