using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Messages that no server numbers.</summary>
static class FilingChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A filed message gets a UID under UIDVALIDITY 0, and its mailbox where that is missing", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([Filed(await store.AppendAsync("x")), Filed(await store.AppendAsync("y"))]);
            store = await bench.ReopenAsync();
            Expect.Equal(new("Local", null, MailboxRole.Archive, true, null, 2, 1), await store.MailboxAsync("Local"), "the mailbox");
            Expect.Equal(UidSet.Of(1, 2), await store.UidsAsync("Local", 0), "the UIDs");
            var message = (await store.ListAsync("Local")).MinBy(m => m.Uid)!;
            Expect.Equal(
                new(message.Id, "Local", 1, Sample.Seen, Sample.Date, Sample.Bytes("x").Length, Sample.Headers("x")), message, "the message");
            Expect.Sequence(
                [new(1, Sample.Seen, 0)], (await store.Reader.GetPlacementsAsync("Local", 0, UidSet.Of(1))), "the placement");
        }),

        new("The same message filed twice is held twice", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Filed(key), Filed(key)]);
            await store.CommitAsync([Filed(key)]);
            Expect.Equal(3, (await store.ListAsync()).Select(m => m.Id).Distinct().Count(), "the messages");
            Expect.Equal(UidSet.Of(1, 2, 3), await store.UidsAsync("Local", 0), "the UIDs");
        }),

        new("A UID that was assigned is never assigned again, not even where its mailbox was unlisted", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Filed(key), Filed(key)]);
            await store.CommitAsync([new MessagesVanished("Local", 0, UidSet.Of(2))]);
            await store.CommitAsync([Filed(key)]);
            Expect.Equal(UidSet.Of(1, 3), await store.UidsAsync("Local", 0), "the UIDs");
            await store.CommitAsync([new MailboxUnlisted("Local")]);
            store = await bench.ReopenAsync();
            await store.CommitAsync([Filed(key)]);
            Expect.Equal(UidSet.Of(4), await store.UidsAsync("Local", 0), "the UIDs");
        }),

        new("A UID is assigned above those that were added under UIDVALIDITY 0", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Sample.Added(key, 1, mailbox: "Local", validity: 0), Sample.Added(key, 7, mailbox: "Local", validity: 0)]);
            await store.CommitAsync([Filed(key), Filed(key)]);
            Expect.Equal(UidSet.Of(1, 7, 8, 9), await store.UidsAsync("Local", 0), "the UIDs");
        }),

        new("Filing gives a mailbox its role, and none takes it away", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([new MailboxListed("Local", '/', MailboxRole.None, true), Filed(key)]);
            Expect.Equal(MailboxRole.Archive, (await store.MailboxAsync("Local")).Role, "the role");
            await store.CommitAsync([Filed(key) with { Role = MailboxRole.None }]);
            Expect.Equal(MailboxRole.Archive, (await store.MailboxAsync("Local")).Role, "the role after filing without one");
            await store.CommitAsync([new MailboxUnlisted("Local"), Filed(key) with { Role = MailboxRole.Sent }]);
            Expect.Equal(MailboxRole.Sent, (await store.MailboxAsync("Local")).Role, "the role of the mailbox filed into after it was unlisted");
        }),
    ];

    static MessageFiled Filed(ContentKey key) => new(
        "Local", MailboxRole.Archive, key, key == ContentKey.Of(Sample.Bytes("x")) ? Sample.Seen : default, Sample.Date, Sample.Headers("x"));
}
