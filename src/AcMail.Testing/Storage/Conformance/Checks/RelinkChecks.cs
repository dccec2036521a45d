using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What happens where a mailbox has another UIDVALIDITY.</summary>
static class RelinkChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Content that the mailbox holds under another UIDVALIDITY is linked again and keeps its id", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x", uid: 5);
            var id = (await store.SingleAsync()).Id;
            foreach (var validity in (uint[])[8, 3, 8])
            {
                await store.CommitAsync([Sample.Added(key, 1, "x", validity: validity, flags: Sample.Seen, modSeq: validity)]);
                store = await bench.ReopenAsync();
                var message = await store.SingleAsync($"the messages under UIDVALIDITY {validity}");
                Expect.Equal((id, 1u, Sample.Seen), (message.Id, message.Uid, message.Flags), "id, UID and flags");
                Expect.Equal(UidSet.Of(1), await store.UidsAsync(validity: validity), $"the UIDs under {validity}");
                Expect.Sequence([new(1, Sample.Seen, validity)], await store.PlacementsAsync(validity), "the placements");
            }

            Expect.Equal(UidSet.Empty, await store.UidsAsync(), "the UIDs under the first UIDVALIDITY");
        }),

        new("The same content twice in a mailbox is linked again one by one, lowest UID first", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Sample.Added(key, 5), Sample.Added(key, 9)]);
            var ids = (await store.ListAsync()).OrderBy(m => m.Uid).Select(m => m.Id).ToList();
            await store.CommitAsync([Sample.Added(key, 1, validity: 8)]);
            Expect.Equal(UidSet.Of(9), await store.UidsAsync(), "the UIDs left under the former UIDVALIDITY");
            await store.CommitAsync([Sample.Added(key, 2, validity: 8), new OtherValiditiesDropped("INBOX", 8)]);
            Expect.Equal(UidSet.Of(1, 2), await store.UidsAsync(validity: 8), "the UIDs");
            Expect.Sequence(ids, (await store.ListAsync()).OrderBy(m => m.Uid).Select(m => m.Id), "the ids, by UID");
        }),

        new("The same content under the same UIDVALIDITY is another message", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Sample.Added(key, 1), Sample.Added(key, 2)]);
            Expect.Equal(2, (await store.ListAsync()).Select(m => m.Id).Distinct().Count(), "the ids");
        }),

        new("The same content in another mailbox stays where it is", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            await store.CommitAsync([Sample.Added(key, 1, mailbox: "Other", validity: 8)]);
            Expect.Equal(UidSet.Of(1), await store.UidsAsync(), "the UIDs in INBOX");
            Expect.Equal(UidSet.Of(1), await store.UidsAsync("Other", 8), "the UIDs in the other mailbox");
        }),

        new("What is held in the very place goes before what could be linked again", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("yy"));
            await store.CommitAsync([Sample.Added(x, 1), Sample.Added(y, 1, validity: 8)]);
            await store.CommitAsync([Sample.Added(x, 1, validity: 8)]);
            Expect.Equal(UidSet.Of(1), await store.UidsAsync(), "the UIDs under the former UIDVALIDITY");
            Expect.Equal(2, (await store.ListAsync()).Count, "the messages");
        }),

        new("Other UIDVALIDITYs are dropped, whether greater or smaller; content and other mailboxes stay", static async bench =>
        {
            var store = await bench.OpenAsync();
            var keys = new List<ContentKey>();
            for (uint validity = 6; validity <= 8; validity++) keys.Add(await store.StoreAsync($"{validity}", validity, validity: validity));
            await store.StoreAsync("other", mailbox: "Other", validity: 6);
            await store.CommitAsync([new OtherValiditiesDropped("INBOX", 7), new OtherValiditiesDropped("Nowhere", 7)]);
            Expect.Sequence(["7"], (await store.ListAsync("INBOX")).Select(m => m.Headers.Subject), "what is left in INBOX");
            Expect.Equal(UidSet.Of(1), await store.UidsAsync("Other", 6), "the UIDs in the other mailbox");
            foreach (var key in keys) Expect.True((await store.ReadAsync(key)).Length > 0, "The content should stay.");
        }),
    ];
}
