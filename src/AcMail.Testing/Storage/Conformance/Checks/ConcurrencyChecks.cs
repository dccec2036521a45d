using AcMail.Storage;

namespace AcMail.Testing;

static class ConcurrencyChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Tasks of one store do not disturb each other", static async bench =>
        {
            var store = await bench.OpenAsync();
            await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => store.StoreAsync($"{i}", (uint)i))));
            await ExpectAllAsync(await bench.ReopenAsync(), 50);
        }),

        new("Stores of one account do not disturb each other", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            await Task.WhenAll(Task.Run(() => FillAsync(one, 1)), Task.Run(() => FillAsync(other, 41)));
            await ExpectAllAsync(one, 80);
            await ExpectAllAsync(other, 80);
        }),

        new("Of many commits at once, one that fails fails alone", static async bench =>
        {
            var store = await bench.OpenAsync();
            var failed = await Task.WhenAll(Enumerable.Range(1, 60).Select(i => Task.Run(() => TryAsync(store, (uint)i))));
            Expect.Equal(6, failed.Count(f => f), "the commits that failed");
            var expected = UidSet.Of(Enumerable.Range(1, 60).Where(i => i % 10 != 0).Select(i => (uint)i));
            Expect.Equal(expected, await store.UidsAsync(), "the UIDs");

            static async Task<bool> TryAsync(IMailStore store, uint uid)
            {
                var fails = uid % 10 == 0;
                var commit = async () => await store.CommitAsync([Sample.Added(Sample.Unknown, uid)]);
                if (fails) await Expect.ThrowsAsync<MailException>(commit, "unknown content");
                else await store.StoreAsync($"{uid}", uid);
                return fails;
            }
        }),

        new("What is appended while a commit is under way is named by the next", static async bench =>
        {
            var store = await bench.OpenAsync();
            var commit = Task.CompletedTask;
            for (uint uid = 1; uid <= 40; uid++)
            {
                StoreChange[] changes = [Sample.Added(await store.AppendAsync($"{uid}", uid), uid, $"{uid}")];
                await commit;
                commit = Task.Run(async () => await store.CommitAsync(changes));
            }

            await commit;
            await ExpectAllAsync(await bench.ReopenAsync(), 40);
        }),

        new("The same message appended by two stores at once is one content", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            var key = await one.AppendAsync("same", 1);
            await other.AppendAsync("same", 2);
            await Task.WhenAll(
                Task.Run(async () => await one.CommitAsync([Sample.Added(key, 1)])),
                Task.Run(async () => await other.CommitAsync([Sample.Added(key, 2)])));
            Expect.Bytes(Sample.Bytes("same"), await one.ReadAsync(key), "the content");
            Expect.Equal(UidSet.Of(1, 2), await other.UidsAsync(), "the UIDs");
        }),

        new("Readers see a commit whole or not at all", static async bench =>
        {
            var (store, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            var key = await store.StoreAsync("x", mailbox: "A", flags: Sample.Seen);
            await store.CommitAsync([new MailboxListed("B", '/', MailboxRole.None, true), new MailboxCheckpointed("A", new(1, 1, 1))]);
            var reading = new[] { store, other }.Select(s => Task.Run(() => ReadWhileAsync(s, 40))).ToList();
            for (var i = 0; !reading.TrueForAll(r => r.IsCompleted); i++) await MoveAsync(store, key, i % 2 == 0);
            await Task.WhenAll(reading);
        }),

        new("A new account can be opened by many at once", static async bench =>
        {
            var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => bench.OpenAsync())));
            await Task.WhenAll(stores.Select((s, i) => Task.Run(() => s.StoreAsync($"{i + 1}", (uint)i + 1))));
            await ExpectAllAsync(await bench.ReopenAsync(), 6);
        }),
    ];

    static async Task FillAsync(IMailStore store, uint first)
    {
        for (var uid = first; uid < first + 40; uid += 4)
        {
            var changes = new List<StoreChange>();
            for (var i = uid; i < uid + 4; i++) changes.Add(Sample.Added(await store.AppendAsync($"{i}", i), i, $"{i}"));
            await store.CommitAsync(changes);
        }
    }

    static async Task ExpectAllAsync(IMailStore store, uint last)
    {
        Expect.Equal(UidSet.FromRanges([new(1, last)]), await store.UidsAsync(), "the UIDs");
        Expect.Equal((int)last, (await store.MailboxAsync()).Messages, "the messages of the mailbox");
        foreach (var message in await store.ListAsync())
        {
            var key = (await store.Reader.FindAsync(message.Id))!.Content;
            Expect.Bytes(Sample.Bytes(message.Headers.Subject), await store.ReadAsync(key), $"the content of UID {message.Uid}");
        }
    }

    static async Task MoveAsync(IMailStore store, ContentKey key, bool forth)
    {
        var (from, to) = forth ? ("A", "B") : ("B", "A");
        await store.CommitAsync([new MessagesVanished(from, Sample.Validity, UidSet.Of(1)), Sample.Added(key, 1, "x", to, flags: Sample.Seen)]);
    }

    static async Task ReadWhileAsync(IMailStore store, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var mailboxes = await store.Reader.GetMailboxesAsync();
            var counts = (mailboxes.Sum(m => m.Messages), mailboxes.Sum(m => m.Unseen));
            Expect.Equal((1, 0), counts, "messages and unseen, while one is moved");
            Expect.Equal(1, (await store.ListAsync()).Count, "the messages, while one is moved");
            Expect.Equal(1, (await store.ListAsync(text: "x")).Count, "the messages found, while one is moved");
        }
    }
}
