using AcMail.Storage;

namespace AcMail.Testing;

static class CommitChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A commit applies its changes in order", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync(
            [
                Sample.Added(key, 1), new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1, 2)), Sample.Added(key, 2),
                new FlagsObserved("INBOX", Sample.Validity, 2, Sample.Seen, 1), new FlagsObserved("INBOX", Sample.Validity, 2, default, 2),
                new MailboxUnlisted("A"), new MailboxListed("A", '/', MailboxRole.None, true),
                new MailboxListed("B", '/', MailboxRole.None, true), new MailboxUnlisted("B"),
            ]);
            Expect.Sequence(
                [new(2, default, 2)], await store.PlacementsAsync(), "the placements");
            Expect.Sequence(["INBOX", "A"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
        }),

        new("An empty commit is a commit", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([]);
            store = await bench.CrashAsync();
            Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "content appended before an empty commit");
        }),

        new("A commit that names content nobody appended fails and applies nothing", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("first");
            var before = await StoreImage.ReadAsync(store);
            foreach (var bad in (StoreChange[])[
                Sample.Added(Sample.Unknown, 3), Sample.Filed(Sample.Unknown),
                new MessageCompleted("u", Sample.Unknown, Sample.Headers("x")), new DropEntryRecorded(Sample.Dropped("u", Sample.Unknown))])
            {
                var key = await store.AppendAsync("second", 2);
                await Expect.FailsAsync(
                    MailErrorKind.StorageUnavailable,
                    async () => await store.CommitAsync(
                    [
                        new MailboxListed("New", '/', MailboxRole.None, true), Sample.Added(key, 2),
                        new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1)), new MailboxCheckpointed("INBOX", new(7, 3, 1)), bad,
                    ]),
                    bad.GetType().Name);
                StoreImage.Compare(before, await StoreImage.ReadAsync(store), $"after a commit whose {bad.GetType().Name} failed");
            }

            store = await bench.ReopenAsync();
            StoreImage.Compare(before, await StoreImage.ReadAsync(store), "after opening again");
        }),

        new("A commit with a change that is null fails and applies nothing", static async bench =>
        {
            var store = await bench.OpenAsync();
            await Expect.ThrowsAsync<Exception>(
                async () => await store.CommitAsync([new MailboxListed("A", '/', MailboxRole.None, true), null!]), "a change that is null");
            Expect.Sequence([], await store.Reader.GetMailboxesAsync(), "the mailboxes");
        }),

        new("A store goes on after a commit that failed", static async bench =>
        {
            var store = await bench.OpenAsync();
            await Expect.ThrowsAsync<MailException>(
                async () => await store.CommitAsync([Sample.Added(Sample.Unknown, 1)]), "unknown content");
            await store.StoreAsync("x");
            store = await bench.ReopenAsync();
            Expect.Equal(1u, (await store.SingleAsync()).Uid, "the UID");
        }),

        .. Repeatable.Changes.Select(c => new ConformanceCheck(
            $"{c.GetType().Name} applied twice has the effect of once", bench => Repeatable.CheckAsync(bench, c))),
    ];
}
