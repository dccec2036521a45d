using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Messages that were moved, copied, deleted or made here, and how the server comes to know.</summary>
static class TransferChecks
{
    const string Other = "Other";
    const uint There = 9;

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A message that is moved here is there at once with its id, and is still known where the server has it", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            store = await bench.CrashAsync();
            var moved = await store.SingleAsync();
            Expect.Equal(message with { Mailbox = Other, Uid = 0, IsPending = true }, moved, "the message");
            Expect.Equal(UidSet.Of(5), await store.UidsAsync(), "the UIDs known");
            Expect.Sequence([new(5, Sample.Seen, 0)], await store.PlacementsAsync(), "the placements");
            Expect.Equal((0, 1), Counts(await store.MailboxAsync()), "the messages and placements of the inbox");
            Expect.Equal((1, 0), Counts(await store.MailboxAsync(Other)), "the messages and placements of the other mailbox");
            var transfer = await TransferAsync(store);
            Expect.Equal((Other, new(message.Id, "INBOX", Sample.Validity, 5)), (transfer.Target, transfer.Source), "the transfer");
        }),

        new("A message that is moved back before the server was told leaves no trace", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            await store.CommitAsync([new MessageRefiled(message.Id, "Third")]);
            await store.CommitAsync([new MessageRefiled(message.Id, "INBOX")]);
            Expect.Equal(message, await store.SingleAsync(), "the message");
            Expect.Sequence([], await store.Sync.GetTransfersAsync(), "the transfers");
            Expect.Equal((1, 1), Counts(await store.MailboxAsync()), "the messages and placements of the inbox");
        }),

        new("A message that is deleted here is gone, and back when that is taken back", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", uid: 5, flags: Sample.Seen);
            var message = await store.SingleAsync();
            await store.CommitAsync([new MessageDiscarded(message.Id)]);
            store = await bench.CrashAsync();
            Expect.Sequence([], await store.ListAsync(), "the messages");
            Expect.Sequence([], await store.ListAsync(text: "x"), "the messages found");
            Expect.Equal(null, await store.Reader.FindAsync(message.Id), "the message");
            Expect.Sequence([], await store.Sync.LocateAsync([message.Id]), "its place");
            Expect.Equal((0, 1), Counts(await store.MailboxAsync()), "the messages and placements");
            Expect.Equal(UidSet.Of(5), await store.UidsAsync(), "the UIDs known");
            await store.CommitAsync([new FlagsObserved("INBOX", Sample.Validity, 5, default, 8), new MessageRestored(message.Id)]);
            Expect.Equal(message with { Flags = default }, await store.SingleAsync(), "the message");
            Expect.Sequence([], await store.Sync.GetTransfersAsync(), "the transfers");
        }),

        new("Messages alike that were sent one after the other each find their own, in whatever order they are seen", static async bench =>
        {
            foreach (var seen in (uint[][])[[40, 41, 42], [42, 41, 40], [41, 42, 40]])
            {
                var store = await bench.OpenAsync($"seen {seen[0]} {seen[1]}");
                var key = await store.AppendAsync("x");
                for (uint uid = 40; uid <= 42; uid++)
                {
                    await store.CommitAsync([Sample.Filed(key, Other) with { IsUpload = true }]);
                    await store.CommitAsync([new TransfersAttempted([(await store.Sync.GetTransfersAsync())[^1].Id], Other, There, uid, Takes: false)]);
                }

                var before = (await store.ListAsync()).Select(m => m.Id).ToHashSet();
                foreach (var uid in seen) await store.CommitAsync([Sample.Added(key, uid, "x", Other, There)]);
                Expect.Sequence([], await store.Sync.GetTransfersAsync(), "the transfers");
                Expect.Equal(UidSet.Of(40, 41, 42), await store.UidsAsync(Other, There), "the UIDs");
                var isSame = before.SetEquals((await store.ListAsync()).Select(m => m.Id));
                Expect.True(isSame, "The messages should be those that were sent.");
            }
        }),

        new("A copy and an upload are messages of their own, whose ids the commit tells", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x", uid: 5, flags: Sample.Seen);
            var id = (await store.SingleAsync()).Id;
            var filed = await store.CommitAsync([new MessageCopied(id, Other), Sample.Filed(key, "Drafts") with { IsUpload = true }]);
            Expect.Sequence([Other, "Drafts"], (await Task.WhenAll(filed.Select(async i => await store.Reader.FindAsync(i)))).Select(m => m!.Info.Mailbox), "where they are");
            var transfers = await store.Sync.GetTransfersAsync();
            Expect.Sequence(filed, transfers.Select(t => t.Message!.Id), "the messages of the transfers");
            Expect.Sequence([new(filed[0], "INBOX", Sample.Validity, 5), null], transfers.Select(t => t.CopyOf), "what they are copies of");
            Expect.Sequence([Sample.Seen, default], transfers.Select(t => t.Message!.Flags), "their flags");
            List<long> asked = [transfers[1].Id, long.MaxValue, transfers[1].Id];
            Expect.Sequence([transfers[1]], await store.Sync.GetTransfersAsync(asked), "the transfers that were asked for");
            asked = [transfers[1].Id, transfers[0].Id];
            Expect.Sequence(transfers, await store.Sync.GetTransfersAsync(asked), "these, oldest first");
            await store.CommitAsync([new MessageDiscarded(filed[1])]);
            Expect.Equal(1, (await store.Sync.GetTransfersAsync()).Count, "the transfers after the upload was deleted");
        }),

        new("A message that arrived is where it was sent to, under its id", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            var id = (await TransferAsync(store)).Id;
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true)]);
            store = await bench.CrashAsync();
            Expect.Equal(new(Other, There, 40, false), (await TransferAsync(store)).Attempt, "the attempt");
            await store.CommitAsync([new TransferArrived(id, There, 41, LeftBehind: false)]);
            Expect.Equal(message with { Mailbox = Other, Uid = 41 }, await store.SingleAsync(), "the message");
            Expect.Sequence([], await store.Sync.GetTransfersAsync(), "the transfers");
            Expect.Equal(UidSet.Empty, await store.UidsAsync(), "the UIDs of the inbox");
            Expect.Equal(UidSet.Of(41), await store.UidsAsync(Other, There), "the UIDs of the other mailbox");
        }),

        new("What a copying move leaves behind is to be removed, and known until it is", static async bench =>
        {
            var store = await bench.OpenAsync();
            await MoveAsync(store);
            var id = (await TransferAsync(store)).Id;
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true), new TransferArrived(id, There, 41, LeftBehind: true)]);
            var left = await TransferAsync(store);
            Expect.Equal((null, new(0, "INBOX", Sample.Validity, 5), null), (left.Target, left.Source, left.Message), "what was left behind");
            Expect.Equal(UidSet.Of(5), await store.UidsAsync(), "the UIDs of the inbox");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(5))]);
            Expect.Sequence([], await store.Sync.GetTransfersAsync(), "the transfers");
        }),

        new("A message that was sent and not heard of arrives when the server shows the same content where it was sent to", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            var (id, key) = ((await TransferAsync(store)).Id, ContentKey.Of(Sample.Bytes("x")));
            await store.CommitAsync([Sample.Added(key, 39, mailbox: Other, validity: There)]);
            Expect.Equal(2, (await store.ListAsync()).Count, "the messages before it was sent");
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true), Sample.Added(key, 41, mailbox: Other, validity: There)]);
            Expect.Equal(41u, (await store.Reader.FindAsync(message.Id))!.Info.Uid, "the UID");
            Expect.Equal(2, (await store.ListAsync()).Count, "the messages");
        }),

        new("What is done to a message while it is sent is done from where it arrives", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            var id = (await TransferAsync(store)).Id;
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true), new MessageRefiled(message.Id, "Third")]);
            await store.CommitAsync([new TransferArrived(id, There, 41, LeftBehind: false)]);
            var transfer = await TransferAsync(store);
            Expect.Equal(("Third", new(message.Id, Other, There, 41)), (transfer.Target, transfer.Source), "the transfer");
            await store.CommitAsync([new MessageDiscarded(message.Id)]);
            transfer = await TransferAsync(store);
            Expect.Equal((null, new(message.Id, Other, There, 41)), (transfer.Target, transfer.Source), "the transfer when it was deleted");
        }),

        new("What did not arrive is sent again, unless it is gone from where it was", static async bench =>
        {
            var store = await bench.OpenAsync();
            await MoveAsync(store);
            var id = (await TransferAsync(store)).Id;
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true), new AttemptsMissed(Other)]);
            Expect.Equal(null, (await TransferAsync(store)).Attempt, "the attempt");
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true), new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(5))]);
            Expect.Equal(1, (await store.ListAsync()).Count, "the messages while nobody knows");
            await store.CommitAsync([new AttemptsMissed(Other)]);
            Expect.Sequence([], await store.ListAsync(), "the messages");
            Expect.Sequence([], await store.Sync.GetTransfersAsync(), "the transfers");
        }),

        new("A deletion on the server wins over a move here, and an upload survives everything", static async bench =>
        {
            var store = await bench.OpenAsync();
            await MoveAsync(store);
            await store.CommitAsync([Sample.Filed(await store.AppendAsync("upload"), Other) with { IsUpload = true }]);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(5))]);
            Expect.Equal("s", (await store.SingleAsync()).Headers.Subject, "the message that is left");
            await store.CommitAsync([new OtherValiditiesDropped(Other, 3), new MailboxUnlisted(Other)]);
            Expect.Equal(1, (await store.ListAsync(Other)).Count, "the uploads");
            Expect.Equal(null, (await store.MailboxAsync(Other)).ServerName, "the mailbox's name on the server");
        }),

        new("A mailbox that disappears gives back what was moved into it here", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            await store.CommitAsync([new MailboxUnlisted(Other)]);
            Expect.Equal(message, await store.SingleAsync(), "the message");
            Expect.Sequence(["INBOX"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
        }),

        new("Marks of a moved message are told in the place that the server has it in, and go with it", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = await MoveAsync(store);
            var flagged = new MailFlags(SystemFlags.Flagged);
            await store.CommitAsync([new MessageMarked(message.Id, flagged, default)]);
            Expect.Sequence(
                [new("INBOX", Sample.Validity, UidSet.Of(5), new(Sample.Seen, Sample.Seen.Union(flagged), default))], await store.Sync.GetMarksAsync(), "the marks");
            var id = (await TransferAsync(store)).Id;
            await store.CommitAsync([new TransfersAttempted([id], Other, There, 40, Takes: true)]);
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "the marks while nobody knows where it is");
            await store.CommitAsync([new TransfersFailed([id]), new MarksSent("INBOX", Sample.Validity, UidSet.Of(5), flagged, default)]);
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "the marks");
            Expect.Equal(Sample.Seen.Union(flagged), (await store.SingleAsync()).Flags, "the flags");
        }),

        new("A removal that is left on the server is not sent again, and what is taken back is unmarked there", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", uid: 5);
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MessageDiscarded(id)]);
            await store.CommitAsync([new RemovalsLeft([(await TransferAsync(store)).Id])]);
            Expect.True((await TransferAsync(store)).IsLeft, "The transfer should be left.");
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "the marks of what was deleted here");
            await store.CommitAsync([new MessageRestored(id)]);
            Expect.Sequence(
                [new("INBOX", Sample.Validity, UidSet.Of(5), new(new(SystemFlags.Deleted), default, default))], await store.Sync.GetMarksAsync(), "the marks");
        }),
    ];

    static (int Messages, int Placements) Counts(StoredMailbox mailbox) => (mailbox.Messages, mailbox.Placements);

    /// <summary>Stores a message in the inbox and moves it; returns it as it was.</summary>
    static async Task<MessageInfo> MoveAsync(IMailStore store)
    {
        await store.StoreAsync("x", uid: 5, flags: Sample.Seen);
        var message = await store.SingleAsync();
        await store.CommitAsync([new MessageRefiled(message.Id, Other)]);
        return message;
    }

    static async Task<StoredTransfer> TransferAsync(IMailStore store)
    {
        var transfers = await store.Sync.GetTransfersAsync();
        Expect.Equal(1, transfers.Count, "the transfers, how many");
        return transfers[0];
    }
}
