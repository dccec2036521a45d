using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Pages of the list, and what is asked of messages besides their mailbox.</summary>
static class PageChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A query goes on after any message of the list, also one that is gone", static async bench =>
        {
            var store = await bench.OpenAsync();
            await QueryChecks.FillAsync(store);
            var all = await store.ListAsync();
            foreach (var at in (int[])[0, 1, 98, 299, QueryChecks.Many - 2, QueryChecks.Many - 1])
            {
                var place = MessagePosition.Of(all[at]);
                Expect.Sequence(all.Skip(at + 1), await store.ListAsync(new MessageQuery { After = place }), $"what comes after message {at}");
                var ofMailbox = new MessageQuery { After = place, Mailbox = "A", Limit = 7 };
                Expect.Sequence(all.Skip(at + 1).Where(m => m.Mailbox == "A").Take(7), await store.ListAsync(ofMailbox), $"a page of A after message {at}");
            }

            await store.CommitAsync([new MessagesVanished(all[9].Mailbox, Sample.Validity, UidSet.Of(all[9].Uid))]);
            var after = new MessageQuery { After = MessagePosition.Of(all[9]) };
            Expect.Sequence(all.Skip(10), await store.ListAsync(after), "what comes after a message that is gone");
        }),

        new("A query asks for flags, keywords and dates, and for those that are not there", static async bench =>
        {
            var store = await bench.OpenAsync();
            MailFlags[] flags = [default, new(SystemFlags.Seen), new(SystemFlags.Flagged, "$Junk"), new(SystemFlags.Seen | SystemFlags.Flagged, "a", "ab")];
            foreach (var (i, of) in flags.Index())
            {
                await store.StoreAsync($"{i}", (uint)i, flags: of);
                await store.StoreAsync($"{i}", (uint)i, "Other", flags: of);
            }

            await FindsAsync(new() { Lacking = new(SystemFlags.Seen) }, 2, 0);
            await FindsAsync(new() { Having = new(SystemFlags.Seen) }, 3, 1);
            await FindsAsync(new() { Having = new(SystemFlags.Flagged) }, 3, 2);
            await FindsAsync(new() { Having = new(SystemFlags.Flagged), Lacking = new(SystemFlags.Seen) }, 2);
            await FindsAsync(new() { Having = new(SystemFlags.Flagged), Lacking = new(SystemFlags.Flagged) });
            await FindsAsync(new() { Having = new(SystemFlags.None, "$JUNK") }, 2);
            await FindsAsync(new() { Having = new(SystemFlags.None, "AB", "a") }, 3);
            await FindsAsync(new() { Having = new(SystemFlags.None, "b") });
            await FindsAsync(new() { Having = new(SystemFlags.None, "\"") });
            await FindsAsync(new() { Lacking = new(SystemFlags.None, "$junk", "A") }, 1, 0);
            await FindsAsync(new() { Since = Sample.Date.AddSeconds(2) }, 3, 2);
            await FindsAsync(new() { Until = Sample.Date.AddSeconds(2) }, 1, 0);
            await FindsAsync(new() { Since = Sample.Date.AddSeconds(1), Until = Sample.Date.AddSeconds(3), Lacking = new(SystemFlags.Seen) }, 2);
            await FindsAsync(new() { Text = "2", Having = new(SystemFlags.Flagged) }, 2);
            await FindsAsync(new() { Text = "2", Lacking = new(SystemFlags.Flagged) });
            await FindsAsync(new() { Until = Sample.Date.AddSeconds(2), After = new(Sample.Date.AddSeconds(9), 1) }, 1, 0);

            async Task FindsAsync(MessageQuery query, params uint[] uids)
            {
                var everywhere = uids.SelectMany(u => (uint[])[u, u]);
                Expect.Sequence(everywhere, (await store.ListAsync(query)).Select(m => m.Uid), $"the messages of {query}");
                query = query with { Mailbox = "Other" };
                Expect.Sequence(uids, (await store.ListAsync(query)).Select(m => m.Uid), $"the messages of {query}");
            }
        }),
    ];
}
