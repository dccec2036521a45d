using AcMail.Storage;

namespace AcMail.Testing;

static class QueryChecks
{
    public const int Many = 600;

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Messages come newest first, by internal date and then by id", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FillAsync(store);
            var all = await store.ListAsync();
            Expect.Equal(Many, all.Count, "the messages");
            Expect.Sequence(all.OrderByDescending(m => m.InternalDate).ThenByDescending(m => m.Id), all, "the order");
            Expect.Sequence(all.Where(m => m.Mailbox == "A"), await store.ListAsync("A"), "the messages of one mailbox");
            foreach (var limit in (int[])[0, 1, 255, 256, 257, Many + 1])
            {
                Expect.Sequence(all.Take(limit), await store.ListAsync(limit: limit), $"at most {limit}");
                var ofMailbox = all.Where(m => m.Mailbox == "B").Take(limit);
                Expect.Sequence(ofMailbox, await store.ListAsync("B", limit: limit), $"at most {limit} of a mailbox");
            }
        }),

        new("Dates are compared as points in time, whatever their offset", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            int[] hours = [5, -3, 14, 0];
            await store.CommitAsync([.. hours.Select((h, i) =>
                Sample.Added(key, (uint)i + 1) with { InternalDate = Sample.Date.AddMinutes(i).ToOffset(TimeSpan.FromHours(h)) })]);
            Expect.Sequence([4u, 3u, 2u, 1u], (await store.ListAsync()).Select(m => m.Uid), "the UIDs");
        }),

        new("A mailbox's name is compared exactly", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", mailbox: "Élèves");
            Expect.Equal(1, (await store.ListAsync("Élèves")).Count, "the messages of Élèves");
            foreach (var other in (string[])["élèves", "Eleves", "E\u0301le\u0300ves", "Élèves%", "", "nowhere"])
                Expect.Sequence([], await store.ListAsync(other), $"the messages of \"{other}\"");
        }),

        new("A query sees one state while others write", static async bench =>
        {
            var (store, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            await FillAsync(store);
            var seen = new List<MessageInfo>();
            await foreach (var message in store.Reader.QueryAsync(new()))
            {
                seen.Add(message);
                if (seen.Count != 1) continue;
                await store.CommitAsync([new MailboxUnlisted("A"), new FlagsObserved("B", Sample.Validity, 1, Sample.Seen, 1)]);
                await other.StoreAsync("later", 9_999);
            }

            Expect.Equal(Many, seen.Count, "the messages of a query that began before");
            Expect.True(seen.All(m => m.Flags == default), "The query should not see flags that were committed after it began.");
            Expect.Equal((Many / 2) + 1, (await store.ListAsync()).Count, "the messages of a query that began after");
        }),

        new("A query may be left before its end, and run again", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FillAsync(store);
            var query = store.Reader.QueryAsync(new());
            for (var times = 0; times < 10; times++)
            {
                await foreach (var message in query)
                {
                    Expect.True(message.Id > 0, "An id should be above 0.");
                    break;
                }
            }

            await store.CommitAsync([new MailboxUnlisted("A")]);
            Expect.Equal(Many / 2, (await store.ListAsync()).Count, "the messages after a commit");
        }),

        new("Queries may run side by side, on one store", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FillAsync(store);
            var expected = await store.ListAsync();
            foreach (var list in await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => store.ListAsync()))))
                Expect.Sequence(expected, list, "one of the queries");
        }),

        new("Placements come in ascending order, those asked for", static async bench =>
        {
            var store = await bench.OpenAsync();
            foreach (var uid in (uint[])[30, 10, 20, 40]) await store.StoreAsync($"{uid}", uid);
            await ExpectAsync(Sample.Everything, 10, 20, 30, 40);
            await ExpectAsync(UidSet.Empty);
            await ExpectAsync(UidSet.Of(0));
            await ExpectAsync(UidSet.Of(10), 10);
            await ExpectAsync(UidSet.Parse("11:30"), 20, 30);
            await ExpectAsync(UidSet.Parse("31:39"));
            await ExpectAsync(UidSet.Parse("1:10,12,20,39:4294967295"), 10, 20, 40);
            Expect.Sequence([], await store.Reader.GetPlacementsAsync("INBOX", 8, Sample.Everything), "the placements under another UIDVALIDITY");
            Expect.Sequence([], await store.Reader.GetPlacementsAsync("inbox", Sample.Validity, Sample.Everything), "the placements of another mailbox");
            Expect.Equal(UidSet.Of(10, 20, 30, 40), await store.UidsAsync(), "the UIDs");
            Expect.Equal(UidSet.Empty, await store.UidsAsync("inbox"), "the UIDs of another mailbox");

            async Task ExpectAsync(UidSet wanted, params uint[] uids)
            {
                var found = await store.Reader.GetPlacementsAsync("INBOX", Sample.Validity, wanted);
                Expect.Sequence(uids, found.Select(p => p.Uid), $"the placements of {wanted}");
            }
        }),

        new("An id that was never given is not found", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            foreach (var id in (long[])[0, -1, long.MinValue, long.MaxValue])
                Expect.Equal(null, await store.Reader.FindAsync(id), $"the message {id}");
        }),
    ];

    /// <summary>Stores <see cref="Many"/> messages in two mailboxes, A and B, in no order of dates.</summary>
    public static async Task FillAsync(IMailStore store)
    {
        var changes = new List<StoreChange>();
        for (uint uid = 1; uid <= Many; uid++)
        {
            var added = Sample.Added(await store.AppendAsync($"{uid}", uid), uid, mailbox: uid % 2 == 0 ? "A" : "B");
            changes.Add(added with { InternalDate = Sample.Date.AddMinutes(uid * 7 % 101) });
        }

        await store.CommitAsync(changes);
    }
}
