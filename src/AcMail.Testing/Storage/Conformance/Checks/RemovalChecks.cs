using AcMail.Storage;

namespace AcMail.Testing;

static class RemovalChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Messages that vanished are unlinked, and their content stays", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1))]);
            store = await bench.ReopenAsync();
            Expect.Sequence([], await store.ListAsync(), "the messages");
            Expect.Equal(null, await store.Reader.FindAsync(id), "the message");
            Expect.Sequence([], await store.PlacementsAsync(), "the placements");
            Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "the content");
            await store.CommitAsync([Sample.Added(key, 4)]);
            Expect.Equal(4u, (await store.SingleAsync()).Uid, "the UID of the content added again");
        }),

        new("Only what is named vanishes: that mailbox, that UIDVALIDITY, those UIDs", static async bench =>
        {
            var store = await bench.OpenAsync();
            for (uint uid = 1; uid <= 9; uid++)
            {
                await store.StoreAsync($"a{uid}", uid);
                await store.StoreAsync($"b{uid}", uid, validity: 8);
                await store.StoreAsync($"c{uid}", uid, "Other");
            }

            await store.CommitAsync(
            [
                new MessagesVanished("INBOX", Sample.Validity, UidSet.FromRanges([new(2, 4), new(7, 7), new(9, uint.MaxValue)])),
                new MessagesVanished("INBOX", Sample.Validity, UidSet.Empty), new MessagesVanished("Nowhere", Sample.Validity, UidSet.Of(1)),
            ]);
            Expect.Equal(UidSet.Of(1, 5, 6, 8), await store.UidsAsync(), "the UIDs");
            Expect.Equal(UidSet.FromRanges([new(1, 9)]), await store.UidsAsync(validity: 8), "the UIDs under another UIDVALIDITY");
            Expect.Equal(UidSet.FromRanges([new(1, 9)]), await store.UidsAsync("Other"), "the UIDs in another mailbox");
            Expect.Equal(13, (await store.MailboxAsync()).Messages, "the mailbox's messages");
        }),

        new("UIDs up to the greatest there is are held and vanish", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("a", uint.MaxValue);
            await store.StoreAsync("b", uint.MaxValue - 1);
            Expect.Equal(UidSet.FromRanges([new(uint.MaxValue - 1, uint.MaxValue)]), await store.UidsAsync(), "the UIDs");
            var last = await store.Reader.GetPlacementsAsync("INBOX", Sample.Validity, UidSet.Of(uint.MaxValue));
            Expect.Sequence([uint.MaxValue], last.Select(p => p.Uid), "the last placement");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.FromRanges([new(1, uint.MaxValue)]))]);
            Expect.Equal(UidSet.Empty, await store.UidsAsync(), "the UIDs when all vanished");
        }),
    ];
}
