using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Mailboxes that were created, renamed or deleted here, and how the server comes to know.</summary>
static class StandingChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A mailbox that is created here stands until the server lists it", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxCreated("New", '/'), new MailboxCreated("New", '.')]);
            store = await bench.CrashAsync();
            Expect.Equal((null, '/'), ((await store.MailboxAsync("New")).ServerName, (await store.MailboxAsync("New")).Delimiter), "the mailbox");
            Expect.Sequence([new("New", null, '/')], await store.Sync.GetStandingsAsync(), "the standings");
            await store.CommitAsync([new MailboxListed("New", '/', MailboxRole.None, true)]);
            Expect.Equal("New", (await store.MailboxAsync("New")).ServerName, "the name on the server");
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings");
        }),

        new("A mailbox that is renamed here takes those below it along, and the server's changes still find it", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A", "A/x", "AB");
            await store.StoreAsync("x", mailbox: "A/x");
            await store.CommitAsync([new MailboxRenamed("A", "Z")]);
            store = await bench.CrashAsync();
            Expect.Sequence(["Z", "Z/x", "AB"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the names here");
            Expect.Sequence(["A", "A/x", "AB"], (await store.Reader.GetMailboxesAsync()).Select(m => m.ServerName), "the names on the server");
            Expect.Equal("Z/x", (await store.SingleAsync()).Mailbox, "where the message is");
            Expect.Equal(UidSet.Of(1), await store.UidsAsync("A/x"), "the UIDs");
            await store.CommitAsync([new MailboxListed("A", '/', MailboxRole.Archive, true), new MailboxRelocated("A", "Z")]);
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings");
            Expect.Equal(MailboxRole.Archive, (await store.MailboxAsync("Z")).Role, "the role");
        }),

        new("A name that is taken, here or on the server, is not given again", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A", "B");
            await store.CommitAsync([new MailboxRenamed("A", "B"), new MailboxRenamed("A", "A/below"), new MailboxRenamed("none", "C")]);
            Expect.Sequence(["A", "B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the names");
            await store.CommitAsync([new MailboxRenamed("A", "C"), new MailboxCreated("A", '/'), new MailboxRenamed("B", "A")]);
            Expect.Sequence(["C", "B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the names while the server has one of them");
        }),

        new("The server's name counts: what was renamed to it here has its own again", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A");
            await store.CommitAsync([new MailboxRenamed("A", "B")]);
            await ListAsync(store, "B");
            Expect.Sequence(["A", "B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the names");
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings");
        }),

        new("What was renamed here has its own name again, also where a mailbox that is gone had that", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A", "C");
            await store.StoreAsync("x", mailbox: "C");
            await store.CommitAsync([new MailboxUnlisted("A"), new MailboxRenamed("C", "B"), new MailboxRelocated("C", "A")]);
            await ListAsync(store, "B");
            store = await bench.CrashAsync();
            Expect.Sequence(["A", "B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name).Order(StringComparer.Ordinal), "the names");
            Expect.Equal("A", (await store.SingleAsync()).Mailbox, "where the message is");
        }),
        new("A mailbox that another client renamed keeps its messages, also where it was renamed here", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A", "B");
            await store.StoreAsync("x", mailbox: "A");
            await store.CommitAsync([new MailboxRenamed("B", "Z")]);
            await store.CommitAsync([new MailboxRelocated("A", "C"), new MailboxRelocated("B", "D")]);
            Expect.Sequence(["C", "Z"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the names here");
            Expect.Sequence(["C", "D"], (await store.Reader.GetMailboxesAsync()).Select(m => m.ServerName), "the names on the server");
            Expect.Equal("C", (await store.SingleAsync()).Mailbox, "where the message is");
        }),

        new("An empty mailbox is deleted here until the server no longer lists it; one with messages is not", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A", "B");
            await store.StoreAsync("x", mailbox: "B");
            await store.CommitAsync([new MailboxDiscarded("A"), new MailboxDiscarded("B")]);
            store = await bench.CrashAsync();
            Expect.Sequence(["B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
            Expect.Sequence([new(null, "A", '/')], await store.Sync.GetStandingsAsync(), "the standings");
            await ListAsync(store, "A");
            Expect.Sequence(["B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes after the server listed it");
            await store.CommitAsync([new MailboxUnlisted("A")]);
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings");
        }),

        new("What was done to a mailbox can be taken back", static async bench =>
        {
            var store = await bench.OpenAsync();
            await ListAsync(store, "A", "B");
            await store.StoreAsync("x", mailbox: "INBOX");
            var before = await store.SingleAsync();
            await store.CommitAsync([new MailboxRenamed("A", "Z"), new MailboxDiscarded("B"), new MailboxCreated("New", '/'), new MessageRefiled(before.Id, "New")]);
            await store.CommitAsync([new MailboxRestored("A"), new MailboxRestored("B"), new MailboxRestored("New")]);
            Expect.Sequence(["A", "B", "INBOX"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
            Expect.Equal(before, await store.SingleAsync(), "the message that had been moved to what the server never had");
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings");
        }),

        new("A mailbox that the server never had stays while it holds what the server has not got", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxCreated("New", '/'), Sample.Filed(await store.AppendAsync("x"), "New") with { IsUpload = true }]);
            await store.CommitAsync([new MailboxRestored("New")]);
            Expect.Equal("New", (await store.SingleAsync()).Mailbox, "where the message is");
        }),

        new("A subscription that was chosen here stands until it is settled", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxListed("A", '/', MailboxRole.None, true) { Subscribed = true }]);
            await store.CommitAsync([new SubscriptionChosen("A", false)]);
            store = await bench.CrashAsync();
            Expect.True(!(await store.MailboxAsync("A")).IsSubscribed, "The mailbox should not be subscribed to here.");
            Expect.Sequence([new("A", "A", '/') { Subscribed = false }], await store.Sync.GetStandingsAsync(), "the standings");
            await store.CommitAsync([new SubscriptionChosen("A", true)]);
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings when it was taken back");
            await store.CommitAsync([new SubscriptionChosen("A", false), new SubscriptionSettled("A", false)]);
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "the standings when it was settled");
            Expect.True(!(await store.MailboxAsync("A")).IsSubscribed, "The mailbox should still not be subscribed to.");
        }),
    ];

    static async Task ListAsync(IMailStore store, params string[] names) =>
        await store.CommitAsync([.. names.Select(n => new MailboxListed(n, '/', MailboxRole.None, true))]);
}
