using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Local messages that belong to the server from some moment on.</summary>
static class OfferChecks
{
    const string Other = "Other";

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A local message that is offered to the server keeps its id and is found there by its content", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var ids = await store.CommitAsync(
                [Sample.Filed(key, "Drafts") with { IsUpload = true }, Sample.Filed(key, "INBOX") with { Flags = Sample.Seen }, Sample.Filed(key, "Local")]);
            var message = (await store.Reader.FindAsync(ids[1]))!.Info;
            var mirror = await FeedMirror.ReadAsync(store);
            await store.CommitAsync([new MessageOffered(ids[1], Other) { MayBeIn = "INBOX" }, new MessageOffered(ids[2], "Local")]);
            store = await bench.CrashAsync();
            Expect.Equal(message with { Mailbox = Other, Uid = 0, IsPending = true }, (await store.Reader.FindAsync(ids[1]))?.Info, "the message");
            Expect.Sequence([0, 1, 1], await CountAsync(store, "INBOX", Other, "Local"), "how many messages the mailboxes have");
            var transfers = await store.Sync.GetTransfersAsync();
            Expect.Sequence(ids, transfers.Select(t => t.Message!.Id), "the messages to be sent");
            Expect.Sequence(["Drafts", Other, "Local"], transfers.Select(t => t.Target), "where they belong");
            Expect.Sequence([null, new("INBOX", 0, 0, false), null], transfers.Select(t => t.Attempt), "where they may be");
            await mirror.FollowAsync(store);
            await mirror.CompareAsync(store);

            await store.CommitAsync([Sample.Added(key, 5, flags: new(SystemFlags.Flagged))]);
            var found = (await store.Sync.GetTransfersAsync())[1];
            Expect.Equal((Other, new(ids[1], "INBOX", Sample.Validity, 5), null), (found.Target, found.Source, found.Attempt), "what was found");
            Expect.Equal(Sample.Seen.Union(new(SystemFlags.Flagged)), (await store.Reader.FindAsync(ids[1]))!.Info.Flags, "its flags");
            await store.CommitAsync([new MessageRefiled(ids[1], "INBOX")]);
            Expect.Equal(5u, (await store.Reader.FindAsync(ids[1]))!.Info.Uid, "its UID in the mailbox where it was found");
        }),

        new("An offered message that the server lists as a header alone has changed for who follows", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var id = (await store.CommitAsync([Sample.Filed(key, "Local")]))[0];
            await store.CommitAsync([new MessageOffered(id, "INBOX") { MayBeIn = "INBOX" }]);
            var mirror = await FeedMirror.ReadAsync(store);
            var header = Sample.Added(key, 5) with { InternalDate = Sample.Date, HeaderOf = new("u1", 99) };
            await store.CommitAsync([header]);
            Expect.Sequence([new MessageChanged(await store.SingleAsync())], await mirror.FollowAsync(store), "what was told");
            Expect.Equal((99, true), ((await store.SingleAsync()).Size, (await store.SingleAsync()).IsPartial), "its size, and that its body is missing");
            await mirror.CompareAsync(store);
        }),

        new("An offered message that is not found is to be sent, and stays when the mailboxes go", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var ids = await store.CommitAsync([Sample.Filed(key, "Local"), Sample.Filed(key, "Local")]);
            await store.CommitAsync(
            [
                .. ((string[])["INBOX", Other, "Third"]).Select(m => new MailboxListed(m, '/', MailboxRole.None, true)),
                new MessageOffered(ids[0], Other) { MayBeIn = "INBOX" }, new MessageOffered(ids[1], Other) { MayBeIn = "Third" },
            ]);
            await store.CommitAsync([new AttemptsMissed("INBOX")]);
            Expect.Sequence([null, new("Third", 0, 0, false)], (await store.Sync.GetTransfersAsync()).Select(t => t.Attempt), "where they may be");
            await store.CommitAsync([new MailboxUnlisted("Third"), new MailboxUnlisted(Other)]);
            store = await bench.CrashAsync();
            Expect.Sequence(ids, (await store.ListAsync(Other)).Select(m => m.Id).Order(), "the messages");
            var transfers = await store.Sync.GetTransfersAsync();
            Expect.Sequence(ids, transfers.Select(t => t.Message!.Id), "the messages to be sent");
            Expect.Sequence([(Other, null), (Other, null)], transfers.Select(t => (t.Target, t.Attempt)), "where they belong and may be");
        }),

        new("What belongs to the server already, or is not held, cannot be offered", static async bench =>
        {
            var store = await bench.OpenAsync();
            for (uint uid = 1; uid <= 3; uid++) await store.StoreAsync($"{uid}", uid);
            var (there, moved, deleted) = await store.ListAsync() is [var c, var b, var a] ? (a.Id, b.Id, c.Id) : default;
            var key = await store.AppendAsync("local");
            var filed = await store.CommitAsync([Sample.Filed(key, Other) with { IsUpload = true }, Sample.Filed(key, Other)]);
            await store.CommitAsync(
                [new MessageRefiled(moved, Other), new MessageDiscarded(deleted), new MessageOffered(filed[1], "INBOX") { MayBeIn = "INBOX" }]);
            var before = await StoreImage.ReadAsync(store);
            foreach (var id in (long[])[there, moved, deleted, .. filed, long.MaxValue])
            {
                await store.CommitAsync([new MessageOffered(id, "New") { MayBeIn = Other }]);
                StoreImage.Compare(before, await StoreImage.ReadAsync(store), $"after message {id} of {there} to {filed[1]} was offered");
            }
        }),
    ];

    static async Task<IEnumerable<int>> CountAsync(IMailStore store, params string[] mailboxes)
    {
        var known = await store.Reader.GetMailboxesAsync();
        return mailboxes.Select(name => known.Single(m => m.Name == name).Messages);
    }
}
