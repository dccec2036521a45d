using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class QueryTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Messages_come_newest_first()
    {
        var store = await _stores.OpenAsync();
        var changes = new List<StoreChange>();
        for (uint uid = 1; uid <= 600; uid++)
            changes.Add(Mail.Added(await store.AppendAsync($"{uid}", uid), (uid * 7 % 601) + 1, mailbox: uid % 2 == 0 ? "A" : "B"));
        await store.CommitAsync(changes);

        var all = await store.ListAsync();
        all.Count.ShouldBe(600);
        all.ShouldBe(all.OrderByDescending(m => m.InternalDate).ThenByDescending(m => m.Id));
        (await store.ListAsync("A")).ShouldBe(all.Where(m => m.Mailbox == "A"));
        (await store.ListAsync("A", limit: 3)).ShouldBe(all.Where(m => m.Mailbox == "A").Take(3));
        (await store.ListAsync(limit: 0)).ShouldBeEmpty();
        (await store.ListAsync("a")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("été", "L'ÉTÉ à Lyon")]
    [InlineData("ETE", "L'été à Lyon")]
    [InlineData("ete", "L'e\u0301te\u0301 à Lyon")]
    [InlineData("lyo ét", "L'été à Lyon")]
    [InlineData("david.martin@ac-lyon.fr", "x")]
    [InlineData("MART", "x")]
    [InlineData("élève", "x")]
    [InlineData(" ", "x")]
    [InlineData("", "x")]
    [InlineData("x!!! ---", "x")]
    public async Task Words_match_the_beginnings_of_words(string text, string subject)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync(subject);
        (await store.ListAsync(text: text)).ShouldHaveSingleItem();
        (await store.ListAsync("INBOX", text)).ShouldHaveSingleItem();
        (await store.ListAsync("other", text)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yon")]
    [InlineData("été hiver")]
    [InlineData("\"")]
    [InlineData("subject:été")]
    [InlineData("été OR NEAR(")]
    [InlineData("NOT été")]
    [InlineData("* ^ { } : ( )")]
    [InlineData("a\"b\" OR \"été")]
    [InlineData("\0")]
    [InlineData("hiver\0été")]
    [InlineData("\ud800")]
    public async Task What_is_typed_is_never_syntax(string text)
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("L'été à Lyon");
        (await store.ListAsync(text: text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_sees_one_state_while_others_write()
    {
        var store = await _stores.OpenAsync();
        var changes = new List<StoreChange>();
        for (uint uid = 1; uid <= 600; uid++) changes.Add(Mail.Added(await store.AppendAsync($"{uid}", uid), uid));
        await store.CommitAsync(changes);
        var seen = 0;
        await foreach (var message in store.Reader.QueryAsync(new()))
            if (++seen == 1)
                await store.CommitAsync([new MailboxUnlisted("INBOX")]);
        seen.ShouldBe(600);
        (await store.ListAsync()).ShouldBeEmpty();
    }
}
