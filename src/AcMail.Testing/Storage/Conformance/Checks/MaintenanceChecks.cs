using AcMail.Storage;

namespace AcMail.Testing;

static class MaintenanceChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        Check("A sound store has no problems, and checking it changes nothing", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            await store.StoreAsync("yy", 2);
            await store.CommitAsync([Sample.Added(key, 3)]);
            await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
            var before = await StoreImage.ReadAsync(store);
            var progress = new LastReport();
            var report = await maintenance.CheckAsync(StoreBench.Account, progress);
            Expect.Sequence([], report.Problems, "the problems");
            Expect.Equal(
                (2L, 3L, Sample.Bytes("x").Length + (long)Sample.Bytes("yy").Length), (report.Contents, report.Messages, report.Bytes),
                "contents, messages and bytes");
            var atEnd = progress.Last is { BytesTotal: > 0 } last && last.BytesDone == last.BytesTotal;
            Expect.True(atEnd, $"The last progress should be the end, and is {progress.Last}.");
            StoreImage.Compare(before, await StoreImage.ReadAsync(store), "after the check");
        }),

        Check("What does not exist is neither checked nor rebuilt nor compacted", static async (_, maintenance) =>
        {
            await Expect.ThrowsAsync<MailException>(() => maintenance.CheckAsync("nobody"), "the check of an account without a store");
            await Expect.ThrowsAsync<MailException>(() => maintenance.RebuildAsync("nobody"), "the rebuild of an account without a store");
            await Expect.ThrowsAsync<MailException>(() => maintenance.CompactAsync("nobody"), "the compaction of an account without a store");
            await Expect.ThrowsAsync<ArgumentException>(() => maintenance.CheckAsync(""), "the check of an empty name");
            await Expect.ThrowsAsync<ArgumentException>(() => maintenance.CompactAsync(""), "the compaction of an empty name");
            await Expect.ThrowsAsync<ArgumentException>(() => maintenance.RebuildAsync(""), "the rebuild of an empty name");
        }),

        Check("A compaction gives back what nothing names, and nothing else", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var gone = await store.StoreAsync("gone", 1);
            await store.StoreAsync("stays", 2);
            var twice = await store.StoreAsync("is in two mailboxes", 3);
            await store.CommitAsync([Sample.Added(twice, 1, "is in two mailboxes", "Other")]);
            var deleted = await store.StoreAsync("was deleted here, and not there yet", 4);
            var collected = await store.AppendAsync("is in the ledger", 5);
            var sent = await store.AppendAsync("was sent", 6);
            await store.CommitAsync([new DropEntryRecorded(Sample.Dropped("u1", collected))]);
            await store.CommitAsync([new OutboxAdvanced(await store.Outbox.EnqueueAsync(Sample.Outgoing(sent)), OutboxState.Done, "250 OK")]);
            await store.CommitAsync([new MessageDiscarded((await store.ListAsync()).Single(m => m.Uid == 4).Id)]);
            var newest = await store.StoreAsync("the newest stays", 7);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of([1, 3, 7]))]);
            var before = await StoreImage.ReadAsync(store);
            await bench.CloseAsync();

            Expect.Equal((long)Sample.Bytes("gone").Length, (await maintenance.CheckAsync(StoreBench.Account)).UnusedBytes, "the bytes that nothing names");
            var report = await maintenance.CompactAsync(StoreBench.Account);
            Expect.Sequence([], report.Problems, "the problems of the report");
            Expect.Equal(1L, report.Contents, "what was given back");
            Expect.True(report.Bytes >= Sample.Bytes("gone").Length, $"The bytes given back are {report.Bytes}.");
            Expect.Equal(0L, (await maintenance.CompactAsync(StoreBench.Account)).Contents, "what is given back a second time");

            store = await bench.OpenAsync();
            StoreImage.Compare(before, await StoreImage.ReadAsync(store), "after the compaction");
            foreach (var (key, text) in ((ContentKey, string)[])
                [(twice, "is in two mailboxes"), (deleted, "was deleted here, and not there yet"), (collected, "is in the ledger"), (sent, "was sent"),
                    (newest, "the newest stays")])
                Expect.Bytes(Sample.Bytes(text), await store.ReadAsync(key), text);
            await Expect.FailsAsync(MailErrorKind.MessageNotFound, () => store.ReadAsync(gone), "what nothing named");
            await store.StoreAsync("gone", 8);
            Expect.Bytes(Sample.Bytes("gone"), await store.ReadAsync(gone), "what came again");
            Expect.Sequence([8u], (await store.ListAsync(text: "gone")).Select(m => m.Uid), "what is found");
            Expect.Sequence([], (await maintenance.CheckAsync(StoreBench.Account)).Problems, "the problems in the end");
        }),

        Check("A compaction disturbs nobody who has the store open", static async (bench, maintenance) =>
        {
            var (store, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            var gone = await store.StoreAsync("gone", 1);
            var stays = await store.StoreAsync("stays", 2);
            await store.StoreAsync("the newest", 3);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of([1]))]);
            await using var ofGone = await other.Content.OpenReadAsync(gone);
            await using var ofStays = await other.Content.OpenReadAsync(stays);
            var before = await StoreImage.ReadAsync(store);

            Expect.Equal(1L, (await maintenance.CompactAsync(StoreBench.Account)).Contents, "what was given back");
            foreach (var open in (IMailStore[])[store, other])
            {
                StoreImage.Compare(before, await StoreImage.ReadAsync(open), "after the compaction");
                Expect.Bytes(Sample.Bytes("stays"), await open.ReadAsync(stays), "what stays");
                await Expect.FailsAsync(MailErrorKind.MessageNotFound, () => open.ReadAsync(gone), "what nothing named");
            }

            Expect.Bytes(Sample.Bytes("gone"), await ofGone.ReadAsync(), "what was being read, and is given back");
            Expect.Bytes(Sample.Bytes("stays"), await ofStays.ReadAsync(), "what was being read");
            await store.CommitAsync([new BodyTextIndexed(gone, Sample.Headers("gone"), "text")]);
            await store.StoreAsync("gone", 4);
            Expect.Bytes(Sample.Bytes("gone"), await other.ReadAsync(gone), "what came again");
            await other.StoreAsync("later", 5);
            await using var lease = await other.TryAcquireLeaseAsync();
            Expect.True(lease is not null, "There should be a lease to be had again.");
            Expect.Sequence([], (await maintenance.CheckAsync(StoreBench.Account)).Problems, "the problems in the end");
        }),

        Check("What is on its way into a store is not given back", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var linked = await store.StoreAsync("deleted, and being linked", 1);
            await store.StoreAsync("deleted, and coming again", 2);
            await store.StoreAsync("the newest", 3);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of([1, 2]))]);
            await store.Content.ReferAsync(linked, Sample.Origin(4));
            var again = await store.AppendAsync("deleted, and coming again", 5);
            var first = await store.AppendAsync("coming for the first time", 6);
            await maintenance.CompactAsync(StoreBench.Account);
            // Somebody else's commit makes known what was appended, and names nothing of it.
            await store.CommitAsync([]);
            await store.StoreAsync("the newest now", 7);
            await maintenance.CompactAsync(StoreBench.Account);
            await store.CommitAsync([Sample.Added(linked, 4), Sample.Added(again, 5), Sample.Added(first, 6)]);
            Expect.Bytes(Sample.Bytes("deleted, and being linked"), await store.ReadAsync(linked), "what was linked");
            Expect.Bytes(Sample.Bytes("deleted, and coming again"), await store.ReadAsync(again), "what came again");
            Expect.Bytes(Sample.Bytes("coming for the first time"), await store.ReadAsync(first), "what came");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of([4, 5, 6]))]);
            Expect.Equal(3L, (await maintenance.CompactAsync(StoreBench.Account)).Contents, "what is given back once it was deleted");

            var twice = await store.AppendAsync("appended by two, of whom one deletes it", 8);
            await store.AppendAsync("appended by two, of whom one deletes it", 9);
            await store.CommitAsync([Sample.Added(twice, 8)]);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of([8]))]);
            await store.StoreAsync("the newest in the end", 10);
            await maintenance.CompactAsync(StoreBench.Account);
            await store.CommitAsync([Sample.Added(twice, 9)]);
            Expect.Bytes(Sample.Bytes("appended by two, of whom one deletes it"), await store.ReadAsync(twice), "what the other placed");
        }),

        Check("Beside compactions, contents come, go and come again", static async (bench, maintenance) =>
        {
            const int Rounds = 40;
            IMailStore[] stores = [await bench.OpenAsync(), await bench.OpenAsync()];
            using var done = new CancellationTokenSource();
            var compacting = Task.Run(async () =>
            {
                while (!done.IsCancellationRequested)
                    Expect.Sequence([], (await maintenance.CompactAsync(StoreBench.Account)).Problems, "the problems of a compaction");
            });
            await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Task.Run(() => StoreAndDeleteAsync(stores[task % 2], task))));
            await done.CancelAsync();
            await compacting;
            Expect.Equal(4L, (await maintenance.CheckAsync(StoreBench.Account)).Messages, "the messages in the end");

            static async Task StoreAndDeleteAsync(IMailStore store, int task)
            {
                for (var round = 0; round < Rounds; round++)
                {
                    var (text, uid) = ($"{task} {round % 5}", (uint)((round * 10) + task + 10));
                    var key = await store.StoreAsync(text, uid);
                    await using var reading = await store.Content.OpenReadAsync(key);
                    await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of([uid - 10]))]);
                    Expect.Bytes(Sample.Bytes(text), await reading.ReadAsync(), "what was being read");
                    Expect.Bytes(Sample.Bytes(text), await store.ReadAsync(key), "what is there");
                }
            }
        }),

        Check("A store without content is not rebuilt", static async (bench, maintenance) =>
        {
            await bench.OpenAsync();
            await bench.CloseAsync();
            await Expect.ThrowsAsync<MailException>(() => maintenance.RebuildAsync(StoreBench.Account), "the rebuild");
        }),

        Check("Nothing is rebuilt under those who use it, or compacted under those who synchronise it", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            var before = await StoreImage.ReadAsync(store);
            await Expect.FailsAsync(MailErrorKind.Busy, () => maintenance.RebuildAsync(StoreBench.Account), "the rebuild of an open store");
            await using var lease = await store.TryAcquireLeaseAsync();
            await Expect.FailsAsync(MailErrorKind.Busy, () => maintenance.CompactAsync(StoreBench.Account), "the compaction under a lease");
            StoreImage.Compare(before, await StoreImage.ReadAsync(store), "after what was refused");
        }),

        Check("A rebuild restores messages from where their content came", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var flags = new MailFlags(SystemFlags.Flagged, "$Forwarded");
            await store.StoreAsync("one", 1, flags: flags);
            await store.StoreAsync("two", 5);
            await store.StoreAsync("one", 4, "Other", 9);
            var local = await store.Content.AppendAsync(Sample.Bytes("local"), new("Local", 0, 0, Sample.Seen, Sample.Date, "u1"));
            await store.CommitAsync(
            [
                new MessageFiled("Local", MailboxRole.None, local, Sample.Seen, Sample.Date, Sample.Headers("local")),
                new DropEntryRecorded(Sample.Dropped("u1", local)), new MailboxCheckpointed("INBOX", new(Sample.Validity, 6, 7)),
            ]);
            var before = await ListAsync(store);
            await bench.CloseAsync();
            var report = await maintenance.RebuildAsync(StoreBench.Account);
            Expect.Equal((3L, 4L), (report.Contents, report.Messages), "contents and messages of the report");
            Expect.Sequence([], report.Problems, "the problems of the report");
            store = await bench.OpenAsync();
            Expect.Sequence(before, await ListAsync(store), "the messages");
            Expect.Sequence(
                [("u1", DropState.Downloaded, local, Sample.Date)],
                (await store.Maildrop.GetAsync()).Entries.Select(e => (e.UniqueId, e.State, e.Content!.Value, e.DownloadedAt)), "the ledger");
            Expect.Equal(null, (await store.MailboxAsync()).Checkpoint, "the checkpoint, which the content does not tell");
            Expect.Bytes(Sample.Bytes("local"), await store.ReadAsync(local), "the content");
            Expect.Sequence([], (await maintenance.CheckAsync(StoreBench.Account)).Problems, "the problems of the rebuilt store");
        }),

        Check("A rebuild restores a message that was linked without its bytes", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("one");
            await store.Content.ReferAsync(key, Sample.Origin(4, "Other", 9, Sample.Seen));
            await store.Content.ReferAsync(Sample.Unknown, Sample.Origin(5, "Other", 9));
            await store.CommitAsync([Sample.Added(key, 4, "one", "Other", 9, Sample.Seen)]);
            var before = await ListAsync(store);
            await bench.CloseAsync();
            Expect.Sequence([], (await maintenance.RebuildAsync(StoreBench.Account)).Problems, "the problems of the report");
            store = await bench.OpenAsync();
            Expect.Sequence(before, await ListAsync(store), "the messages");
        }),

        Check("A rebuild leaves what waits in the outbox there", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var key = await store.Content.AppendAsync(Sample.Bytes("x"), new("", 0, 0, Sample.Seen, Sample.Date, ""));
            var ids = new List<long>();
            foreach (var state in (OutboxState[])[OutboxState.Queued, OutboxState.Unknown, OutboxState.Done])
            {
                ids.Add(await store.Outbox.EnqueueAsync(Sample.Outgoing(key)));
                await store.CommitAsync([new OutboxAdvanced(ids[^1], state, "421 later")]);
            }

            ids.Add(await store.Outbox.EnqueueAsync(Sample.Outgoing(key) with { IsRemainder = true }));

            var before = await store.Outbox.GetOpenAsync();
            await bench.CloseAsync();
            Expect.Sequence([], (await maintenance.RebuildAsync(StoreBench.Account)).Problems, "the problems of the report");
            store = await bench.OpenAsync();
            Expect.Sequence(before.Select(Text), (await store.Outbox.GetOpenAsync()).Select(Text), "the entries");
            Expect.Sequence([], await ListAsync(store), "the messages");
            var next = await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
            Expect.True(next > ids[^1], $"The id {next} was given after {ids[^1]}; it should be greater.");

            static string Text(OutboxEntry e) =>
                $"{e.Id} {e.State} {e.MessageId} {e.Sender} {string.Join(',', e.Recipients)} {e.Subject} {e.QueuedAt:O} {e.LastReply} {e.IsRemainder}";
        }),

        Check("A rebuild does not take the header of a message for the whole", static async (bench, maintenance) =>
        {
            var store = await bench.OpenAsync();
            var header = await store.Content.AppendAsync(Sample.Bytes("x"), new("", 0, 0, default, Sample.Date, "u1"));
            await store.CommitAsync(
            [
                Sample.Filed(header) with { HeaderOf = new("u1", 5_000_000) },
                new DropEntryRecorded(new("u1", DropState.HeadersOnly) { Content = header }),
            ]);
            await bench.CloseAsync();
            await maintenance.RebuildAsync(StoreBench.Account);
            store = await bench.OpenAsync();
            Expect.Sequence([], (await store.ListAsync()).Where(m => !m.IsPartial), "the messages that are whole");
            Expect.Sequence([], (await store.Maildrop.GetAsync()).Entries.Where(e => e.State != DropState.HeadersOnly), "what was downloaded as a whole");
        }),
    ];

    static ConformanceCheck Check(string name, Func<StoreBench, IStoreMaintenance, Task> run) =>
        new(name, bench => bench.Maintenance is { } maintenance ? run(bench, maintenance) : Task.CompletedTask);

    static async Task<List<string>> ListAsync(IMailStore store) =>
        [.. (await store.ListAsync()).OrderBy(m => m.Mailbox, StringComparer.Ordinal).ThenBy(m => m.Uid)
            .Select(m => $"{m.Mailbox} {m.Uid} {m.Flags} {m.InternalDate:O} {m.Size} {m.Headers.Subject}")];

    sealed class LastReport : IProgress<StoreCheckProgress>
    {
        public StoreCheckProgress? Last { get; private set; }

        public void Report(StoreCheckProgress value) => Last = value;
    }
}
