using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class ReadingMigrationTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task What_a_former_version_did_not_know_of_messages_comes_with_their_text()
    {
        var headers = Mail.Headers("RE : Sortie") with { References = "1@x" };
        var store = await _stores.OpenAsync();
        var key = await store.AppendAsync("x");
        await store.CommitAsync([Mail.Added(key, 1) with { Headers = headers }]);
        await _stores.CloseAsync();
        FormerSchema.Restore(_stores.Database, steps: 3);

        store = await _stores.OpenAsync();
        (await store.ListAsync()).ShouldHaveSingleItem().Headers.ShouldBe(headers with { References = "" });
        (await store.Reader.GetRelatedAsync(ThreadKeys.Of(headers), 9)).ShouldBeEmpty();
        (await store.ListAsync(text: "sortie")).Count.ShouldBe(1);
        (await store.Content.GetUnindexedAsync(9)).ShouldBe([key]);
        for (var times = 0; times < 2; times++) await store.CommitAsync([new BodyTextIndexed(key, headers, "texte")]);

        (await store.ListAsync(text: "sortie texte")).ShouldHaveSingleItem().Headers.ShouldBe(headers);
        foreach (var threadKey in ThreadKeys.Of(headers)) (await store.Reader.GetRelatedAsync([threadKey], 9)).Count.ShouldBe(1);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_former_version_had_read_is_read_again_for_what_is_attached_and_found_once()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("Sortie");
        var read = new BodyTextIndexed(key, Mail.Headers("Sortie"), "texte") { HasAttachments = true };
        await store.CommitAsync([read]);
        await _stores.CloseAsync();
        Sql.Run(
            _stores.Database,
            "DROP INDEX content_unread; CREATE INDEX content_unindexed ON content(indexed) WHERE indexed=0; UPDATE content SET indexed=1; PRAGMA user_version=14");

        store = await _stores.OpenAsync();
        (await store.ListAsync()).ShouldHaveSingleItem().HasAttachments.ShouldBeFalse();
        (await store.Content.GetUnindexedAsync(9)).ShouldBe([key]);
        for (var times = 0; times < 2; times++) await store.CommitAsync([read]);

        (await store.Content.GetUnindexedAsync(9)).ShouldBeEmpty();
        (await store.ListAsync(text: "sortie texte")).ShouldHaveSingleItem().HasAttachments.ShouldBeTrue();
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }
}
