using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Messages whose header alone is held, and local messages that move.</summary>
static class PartialChecks
{
    static readonly byte[] Header = "Subject: large\r\n\r\n"u8.ToArray();
    static readonly ContentOrigin Origin = new("", 0, 0, default, Sample.Date, "u1");
    static readonly PartialMessage Whole = new("u1", 5_000_000_000);

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A message whose header alone is held says so, and has the size of the whole", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FileAsync(store);
            store = await bench.ReopenAsync();
            var message = await store.SingleAsync();
            Expect.Equal((true, Whole.Size, "large"), (message.IsPartial, message.Size, message.Headers.Subject), "partial, size and subject");
            Expect.Equal(new(message, ContentKey.Of(Header)) { HeaderOf = Whole }, await store.Reader.FindAsync(message.Id), "the message");
            Expect.Bytes(Header, await store.ReadAsync(ContentKey.Of(Header)), "the header");
        }),

        new("A header gives way to the whole message, which keeps id, place and flags", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FileAsync(store);
            var before = await store.SingleAsync();
            var key = await store.AppendAsync("whole");
            var others = new MessageCompleted("u2", key, Sample.Headers("other"));
            await store.CommitAsync([others, others with { UniqueId = "U1" }]);
            Expect.Equal(before, await store.SingleAsync(), "the message after others were completed");
            key = await store.AppendAsync("whole one");
            await store.CommitAsync([new MessageCompleted("u1", key, Sample.Headers("whole one"))]);
            store = await bench.ReopenAsync();
            var expected = before with { IsPartial = false, Size = Sample.Bytes("whole one").Length, Headers = Sample.Headers("whole one") };
            Expect.Equal(new(expected, key), await store.Reader.FindAsync(before.Id), "the message");
            Expect.Equal(expected, (await store.ListAsync(text: "whole one"))[0], "the message found by its subject");
            await store.CommitAsync([new MessageCompleted("u1", await store.AppendAsync("again"), Sample.Headers("again"))]);
            Expect.Equal(expected, await store.SingleAsync(), "the message once it was whole");
        }),

        new("A header follows the message of the maildrop to its new name, and is completed by that", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FileAsync(store);
            var before = await store.SingleAsync();
            await store.CommitAsync([new PartialRenamed("u2", "u3"), new PartialRenamed("u1", "u4")]);
            store = await bench.ReopenAsync();
            var renamed = new StoredMessage(before, ContentKey.Of(Header)) { HeaderOf = Whole with { UniqueId = "u4" } };
            Expect.Equal(renamed, await store.Reader.FindAsync(before.Id), "the message by its new name");
            await store.CommitAsync([new MessageCompleted("u4", await store.AppendAsync("whole"), Sample.Headers("whole"))]);
            Expect.Equal(false, (await store.SingleAsync()).IsPartial, "partial");
        }),

        new("A message of the server that takes the place of a header is whole", static async bench =>
        {
            var store = await bench.OpenAsync();
            await FileAsync(store);
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([Sample.Added(ContentKey.Of(Header), 7, "large")]);
            var message = await store.SingleAsync();
            var found = (message.Id, message.Uid, message.IsPartial, message.Size);
            Expect.Equal((id, 7u, false, (long)Header.Length), found, "id, UID, partial and size");
            Expect.Equal(null, (await store.Reader.FindAsync(id))?.HeaderOf, "what it is the header of");
        }),

        new("A message of the server may be held as a header, and is completed with all that was changed here", static async bench =>
        {
            var store = await bench.OpenAsync();
            var header = await store.AppendAsync("large");
            await store.CommitAsync([Sample.Added(header, 5, "large", flags: Sample.Seen) with { HeaderOf = new("place", 5000) }]);
            var partial = await store.SingleAsync();
            Expect.Equal((true, 5000L), (partial.IsPartial, partial.Size), "partial and size");
            await store.CommitAsync([new MessageMarked(partial.Id, new(SystemFlags.Flagged, "urgent"), Sample.Seen)]);
            var marks = await store.Sync.GetMarksAsync();
            var whole = await store.Content.AppendAsync(Sample.Noise(5000), Sample.Origin(5));
            var body = new MessageBodyAdded("INBOX", Sample.Validity, 5, whole, Sample.Headers("whole"));
            await store.CommitAsync([body with { Uid = 6 }, body with { UidValidity = 8 }, body with { Mailbox = "Nowhere" }]);
            Expect.Equal(header, (await store.Reader.FindAsync(partial.Id))?.Content, "the content after others were completed");
            await store.CommitAsync([body]);
            store = await bench.CrashAsync();
            var expected = partial with
            {
                IsPartial = false, Flags = new(SystemFlags.Flagged, "urgent"), Headers = Sample.Headers("whole"),
            };
            Expect.Equal(new(expected, whole), await store.Reader.FindAsync(partial.Id), "the message");
            Expect.Sequence(marks, await store.Sync.GetMarksAsync(), "the marks");
            await store.CommitAsync([body with { Content = header }]);
            Expect.Equal(whole, (await store.Reader.FindAsync(partial.Id))?.Content, "the content once it was whole");
        }),

        new("A header that was moved here is completed from where the server has the message", static async bench =>
        {
            var store = await bench.OpenAsync();
            await HoldAsync(store);
            await store.CommitAsync([new MessageRefiled((await store.SingleAsync()).Id, "Moved")]);
            await CompleteAsync(store);
            store = await bench.CrashAsync();
            var moved = await store.SingleAsync();
            Expect.Equal(("Moved", false, "whole"), (moved.Mailbox, moved.IsPartial, moved.Headers.Subject), "mailbox, partial and subject");
            Expect.Equal(1, (await store.Sync.GetTransfersAsync()).Count, "the transfers");
        }),

        new("A header that was copied here is completed with its original", static async bench =>
        {
            var store = await bench.OpenAsync();
            await HoldAsync(store);
            await store.CommitAsync([new MessageCopied((await store.SingleAsync()).Id, "Copies")]);
            await CompleteAsync(store);
            store = await bench.ReopenAsync();
            Expect.Sequence(
                ["Copies False whole", "INBOX False whole"],
                (await store.ListAsync()).Select(m => $"{m.Mailbox} {m.IsPartial} {m.Headers.Subject}").Order(StringComparer.Ordinal), "the messages");
        }),

        new("A header that was sent and not heard of stays what it was sent as", static async bench =>
        {
            var store = await bench.OpenAsync();
            await HoldAsync(store);
            await store.CommitAsync([new MessageRefiled((await store.SingleAsync()).Id, "Moved")]);
            var sent = (await store.Sync.GetTransfersAsync())[0];
            await store.CommitAsync([new TransfersAttempted([sent.Id], "Moved", Sample.Validity, 1, true)]);
            await CompleteAsync(store);
            store = await bench.ReopenAsync();
            Expect.Equal((true, 5000L), ((await store.SingleAsync()).IsPartial, (await store.SingleAsync()).Size), "partial and size");
        }),

        new("Headers that are held alone are told by size and date", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (header, other) = (await store.AppendAsync("h"), await store.AppendAsync("other"));
            var partial = Sample.Added(header, 1) with { HeaderOf = new("place", 100) };
            await store.CommitAsync(
            [
                partial, partial with { Uid = 2, HeaderOf = new("place", 101) }, partial with { Uid = 3, InternalDate = Sample.Date.AddDays(-1) },
                partial with { Uid = 4, UidValidity = 8, Content = other }, partial with { Mailbox = "Other" }, Sample.Added(header, 9),
            ]);
            var found = await store.Sync.GetPartialsAsync(100, Sample.Date);
            Expect.Sequence(
                [new("INBOX", Sample.Validity, UidSet.Of(1)), new("INBOX", 8, UidSet.Of(4)), new("Other", Sample.Validity, UidSet.Of(1))], found, "those");
            var all = await store.Sync.GetPartialsAsync(long.MaxValue, DateTimeOffset.MinValue);
            Expect.Equal(UidSet.Of(1, 2, 3), all[0].Uids, "all of the first mailbox");
        }),

        new("A message is filed no more often than asked for, wherever its content is held", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            var filed = Sample.Filed(key, "Local") with { AtMost = 2 };
            await store.CommitAsync([filed with { AtMost = 1, Mailbox = "New" }]);
            Expect.Equal(1, (await store.ListAsync()).Count, "the messages when one was held already");
            await store.CommitAsync([filed, filed]);
            await store.CommitAsync([filed]);
            Expect.Sequence(["INBOX", "Local"], (await store.ListAsync()).Select(m => m.Mailbox).Order(), "where the messages are");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1)), filed]);
            Expect.Equal(UidSet.Of(1, 2), await store.UidsAsync("Local", 0), "the UIDs once there was room again");
            // A server may give out all of a message for its header.
            var all = await store.AppendAsync("all");
            await store.CommitAsync([Sample.Filed(all, "Partial") with { HeaderOf = new("u1", 5_000) }]);
            var whole = Sample.Filed(all, "Whole") with { AtMost = 1 };
            await store.CommitAsync([whole, whole]);
            Expect.Equal(1, (await store.ListAsync("Whole")).Count, "the whole messages beside one that is held in part");
        }),

        new("A local message that is filed elsewhere keeps its id and flags and gets a new UID", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("y"));
            await store.CommitAsync([Sample.Filed(x, "A") with { Flags = Sample.Seen }, Sample.Filed(y, "B")]);
            var before = (await store.ListAsync("A"))[0];
            for (var twice = 0; twice < 2; twice++)
            {
                await store.CommitAsync([new MessageRefiled(before.Id, "B")]);
                store = await bench.ReopenAsync();
                Expect.Equal(before with { Mailbox = "B", Uid = 2 }, (await store.Reader.FindAsync(before.Id))?.Info, "the message");
                var (a, b) = (await store.MailboxAsync("A"), await store.MailboxAsync("B"));
                Expect.Equal((0, 2), (a.Messages, b.Messages), "the messages of both mailboxes");
                Expect.Equal((0, 1), (a.Unseen, b.Unseen), "the unseen ones");
            }

            await store.CommitAsync([new MessageRefiled(before.Id, "New")]);
            var moved = (await store.Reader.FindAsync(before.Id))?.Info;
            Expect.Equal(before with { Mailbox = "New", Uid = 1 }, moved, "the message in a new mailbox");
            await store.CommitAsync([Sample.Filed(x, "B"), Sample.Filed(x, "A")]);
            Expect.Equal(UidSet.Of(1, 3), await store.UidsAsync("B", 0), "the UIDs where it was: none is given again");
            Expect.Equal(UidSet.Of(2), await store.UidsAsync("A", 0), "the UIDs where it was first: none is given again");
        }),
    ];

    static async Task FileAsync(IMailStore store)
    {
        var key = await store.Content.AppendAsync(Header, Origin);
        await store.CommitAsync([Sample.Filed(key, subject: "large") with { HeaderOf = Whole, Flags = Sample.Seen }]);
    }

    /// <summary>Holds the header of a message of the server.</summary>
    static async Task HoldAsync(IMailStore store) =>
        await store.CommitAsync([Sample.Added(await store.AppendAsync("large"), 5, "large") with { HeaderOf = new("place", 5000) }]);

    /// <summary>The rest of it comes.</summary>
    static async Task CompleteAsync(IMailStore store)
    {
        var whole = await store.Content.AppendAsync(Sample.Noise(5000), Sample.Origin(5));
        await store.CommitAsync([new MessageBodyAdded("INBOX", Sample.Validity, 5, whole, Sample.Headers("whole"))]);
    }
}
