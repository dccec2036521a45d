using AcMail.Storage;

namespace AcMail.Testing;

static class DurabilityChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Everything that was committed is there after opening again", static async bench =>
        {
            var before = await StoreImage.ReadAsync(await FillAsync(bench));
            StoreImage.Compare(before, await StoreImage.ReadAsync(await bench.ReopenAsync()), "after opening again");
        }),

        new("Everything that was committed is there after a kill", static async bench =>
        {
            var before = await StoreImage.ReadAsync(await FillAsync(bench));
            StoreImage.Compare(before, await StoreImage.ReadAsync(await bench.CrashAsync()), "after a kill");
        }),

        new("A kill between any two commits leaves the commits before it, whole", static async bench =>
        {
            var store = await bench.OpenAsync();
            for (uint uid = 1; uid <= 6; uid++)
            {
                await store.StoreAsync($"committed {uid}", uid);
                await store.AppendAsync($"lost {uid}", uid);
                store = await bench.CrashAsync();
                Expect.Equal(UidSet.FromRanges([new(1, uid)]), await store.UidsAsync(), $"the UIDs after kill {uid}");
                foreach (var message in await store.ListAsync())
                {
                    var key = (await store.Reader.FindAsync(message.Id))!.Content;
                    Expect.Bytes(Sample.Bytes(message.Headers.Subject), await store.ReadAsync(key), $"the content of UID {message.Uid}");
                }
            }
        }),

        new("Content that no commit followed is whole or not there after a kill, and can be appended again", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("kept");
            var lost = await store.AppendAsync("lost", 2);
            store = await bench.CrashAsync();
            try
            {
                Expect.Bytes(Sample.Bytes("lost"), await store.ReadAsync(lost), "the content");
            }
            catch (MailException e)
            {
                Expect.Equal(MailErrorKind.MessageNotFound, e.Failure.Kind, "the kind of the failure");
            }

            await store.StoreAsync("lost", 2);
            store = await bench.CrashAsync();
            Expect.Bytes(Sample.Bytes("lost"), await store.ReadAsync(lost), "the content appended again");
            Expect.Equal(UidSet.Of(1, 2), await store.UidsAsync(), "the UIDs");
        }),

        new("What one store commits, others that are open see at once", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            Expect.Sequence([], (await StoreImage.ReadAsync(other)).MessageIds, "the messages before");
            var key = await one.StoreAsync("x");
            await one.Outbox.EnqueueAsync(Sample.Outgoing(key));
            await one.CommitAsync([new DropEntryRecorded(Sample.Dropped("u1", key)), new MailboxCheckpointed("INBOX", new(7, 2, 3))]);
            StoreImage.Compare(await StoreImage.ReadAsync(one), await StoreImage.ReadAsync(other), "in the other store");
            Expect.Bytes(Sample.Bytes("x"), await other.ReadAsync(key), "the content");
            await other.CommitAsync([new MailboxUnlisted("INBOX")]);
            Expect.Sequence([], await one.ListAsync(), "the messages after the other store's commit");
        }),
    ];

    static async Task<IMailStore> FillAsync(StoreBench bench)
    {
        var store = await bench.OpenAsync();
        var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("yy"));
        await store.CommitAsync(
        [
            new MailboxListed("INBOX", '/', MailboxRole.Inbox, true), new MailboxListed("Éléments envoyés", '/', MailboxRole.Sent, true),
            Sample.Added(x, 1, "x"), Sample.Added(y, 2, "yy", flags: new(SystemFlags.Flagged, "$Junk"), modSeq: 3), Sample.Added(x, 3, "x"),
            new MessageFiled("Local", MailboxRole.Archive, y, Sample.Seen, Sample.Date, Sample.Headers("yy")),
            Sample.Filed(x, "Local") with { HeaderOf = new("u2", 9) }, new DropEntryRecorded(Sample.Dropped("u1", x)),
            new MaildropObserved(new() { Clock = Sample.Date }),
        ]);
        var id = await store.Outbox.EnqueueAsync(Sample.Outgoing(x));
        await store.Outbox.EnqueueAsync(Sample.Outgoing(y, "2"));
        await store.CommitAsync(
        [
            new OutboxAdvanced(id, OutboxState.Sending, "250 ok"), new FlagsObserved("INBOX", Sample.Validity, 1, Sample.Seen, 4),
            new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(3)), Sample.Added(x, 9, "x", validity: 8),
            new MailboxCheckpointed("INBOX", new(8, 10, 5)), new MailboxUnlisted("Éléments envoyés"),
        ]);
        return store;
    }
}
