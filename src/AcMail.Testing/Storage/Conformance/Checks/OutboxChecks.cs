using AcMail.Storage;

namespace AcMail.Testing;

static class OutboxChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A message in the outbox is told as it was stored", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var queued = new DateTimeOffset(2026, 3, 14, 9, 26, 53, 589, TimeSpan.FromHours(-5)).AddTicks(3);
            var message = new OutboxMessage(key, "m@x", "david.martin@ac-lyon.fr", ["élève@école.fr", "c@x", "c@x"], "Réunion 📅", queued);
            var id = await store.Outbox.EnqueueAsync(message);
            store = await bench.CrashAsync();
            var open = await store.Outbox.GetOpenAsync();
            Expect.Equal(1, open.Count, "the open entries");
            var entry = open[0];
            Expect.Equal(
                (id, OutboxState.Queued, "m@x", "david.martin@ac-lyon.fr", "Réunion 📅", queued, queued.Offset, ""),
                (entry.Id, entry.State, entry.MessageId, entry.Sender, entry.Subject, entry.QueuedAt, entry.QueuedAt.Offset, entry.LastReply),
                "the entry");
            Expect.Sequence(message.Recipients, entry.Recipients, "the recipients");
            Expect.Equal(key, await store.Outbox.FindContentAsync(id), "the content");
            Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "the bytes");
        }),

        new("A message without recipients, subject and sender is stored as such", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.Outbox.EnqueueAsync(new(await store.AppendAsync("x"), "", "", [], "", Sample.Date));
            var entry = (await store.Outbox.GetOpenAsync())[0];
            Expect.Equal(("", "", "", 0), (entry.MessageId, entry.Sender, entry.Subject, entry.Recipients.Count), "the entry");
        }),

        .. Enum.GetValues<OutboxState>().Select(state => new ConformanceCheck(
            $"An entry that becomes {state} is {(state == OutboxState.Done ? "no longer open" : "open")} and keeps its content",
            bench => AdvanceAsync(bench, state))),

        new("A message that is enqueued as a remainder is found as such", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.Outbox.EnqueueAsync(Sample.Outgoing(await store.AppendAsync("x")) with { IsRemainder = true });
            store = await bench.CrashAsync();
            Expect.Equal(true, (await store.Outbox.GetOpenAsync())[0].IsRemainder, "whether it is one");
        }),

        new("A message that is enqueued as being sent is found as such", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.Outbox.EnqueueAsync(Sample.Outgoing(await store.AppendAsync("x")) with { State = OutboxState.Sending });
            store = await bench.CrashAsync();
            Expect.Equal(OutboxState.Sending, (await store.Outbox.GetOpenAsync())[0].State, "the state");
        }),

        new("Of several who enqueue a message once, one does", static async bench =>
        {
            IMailStore[] stores = [await bench.OpenAsync(), await bench.OpenAsync()];
            var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
                await stores[i % 2].Outbox.TryEnqueueOnceAsync(Sample.Outgoing(await stores[i % 2].AppendAsync("x"))))));
            var store = await bench.CrashAsync();
            Expect.Sequence(ids.OfType<long>(), (await store.Outbox.GetOpenAsync()).Select(e => e.Id), "those who did, and the entries");
            Expect.Equal(OutboxState.Queued, (await store.Outbox.FindAsync("m@x"))?.State, "the state of the entry");
        }),

        new("A message that is enqueued once is not enqueued again, unless it was rejected", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = Sample.Outgoing(await store.AppendAsync("x"));
            foreach (var state in Enum.GetValues<OutboxState>())
            {
                var once = message with { MessageId = $"{state}@x" };
                var id = await store.Outbox.TryEnqueueOnceAsync(once) ?? 0;
                await store.CommitAsync([new OutboxAdvanced(id, state, "")]);
                var again = await store.Outbox.TryEnqueueOnceAsync(once with { Subject = "Autre" });
                Expect.Equal(state == OutboxState.Rejected, again is not null, $"whether it is, where the former is {state}");
                var (expected, subject) = again is { } second ? (second, "Autre") : (id, message.Subject);
                store = await bench.ReopenAsync();
                var found = await store.Outbox.FindAsync(once.MessageId);
                Expect.Equal((expected, subject), (found?.Id ?? 0, found?.Subject ?? ""), $"the entry, where the former was {state}");
            }

            Expect.Equal(1, (await store.Outbox.GetOpenAsync()).Count(e => e.MessageId == "Rejected@x"), "the entries where one was rejected");
        }),

        new("An entry is found by its Message-ID, whatever its state, and a remainder is not", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.Outbox.EnqueueAsync(Sample.Outgoing(key) with { IsRemainder = true });
            Expect.Equal(null, await store.Outbox.FindAsync("m@x"), "what there is of a remainder");
            var id = await store.Outbox.TryEnqueueOnceAsync(Sample.Outgoing(key));
            await store.CommitAsync([new OutboxAdvanced(id ?? 0, OutboxState.Done, "250 ok")]);
            store = await bench.CrashAsync();
            Expect.Equal((id, OutboxState.Done, "250 ok"), await store.Outbox.FindAsync("m@x") is { } e ? (e.Id, e.State, e.LastReply) : default, "the entry");
            Expect.Equal(null, await store.Outbox.FindAsync("M@X"), "another Message-ID");
        }),

        new("Of several who take an entry further, one does", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var (id, other) = (await store.Outbox.EnqueueAsync(Sample.Outgoing(key)), await store.Outbox.EnqueueAsync(Sample.Outgoing(key)));
            await store.CommitAsync([new OutboxAdvanced(id, OutboxState.Queued, "421 later")]);
            var took = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                _ => Task.Run(async () => await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending))));
            Expect.Equal(1, took.Count(t => t), "those who did");
            store = await bench.CrashAsync();
            Expect.Sequence(
                [(id, OutboxState.Sending, "421 later"), (other, OutboxState.Queued, "")],
                (await store.Outbox.GetOpenAsync()).Select(e => (e.Id, e.State, e.LastReply)), "the entries");
            Expect.Equal(false, await store.Outbox.TryAdvanceAsync(other + 1, OutboxState.Queued, OutboxState.Sending), "an entry that does not exist");
        }),

        new("What a store is sending is taken by another for the rest, for as long as it is open", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            var key = await one.AppendAsync("x");
            var sending = await one.Outbox.EnqueueAsync(Sample.Outgoing(key) with { State = OutboxState.Sending });
            var taken = await other.Outbox.EnqueueAsync(Sample.Outgoing(key));
            Expect.Equal(true, await one.Outbox.TryAdvanceAsync(taken, OutboxState.Queued, OutboxState.Sending), "the entry that was taken");
            await one.CommitAsync([new OutboxAdvanced(taken, OutboxState.SentCopyPending, "")]);
            var queued = await one.Outbox.EnqueueAsync(Sample.Outgoing(key));
            Expect.Sequence([(sending, false), (taken, false), (queued, false)], await TakenAsync(one), "as the store that sends sees it");
            Expect.Sequence([(sending, true), (taken, true), (queued, false)], await TakenAsync(other), "as another store sees it");
            await one.DisposeAsync();
            Expect.Sequence([(sending, false), (taken, false), (queued, false)], await TakenAsync(other), "once the store that sent is closed");
            await other.Outbox.TryAdvanceAsync(sending, OutboxState.Sending, OutboxState.Queued);
            await other.Outbox.TryAdvanceAsync(sending, OutboxState.Queued, OutboxState.Sending);
            Expect.Sequence([(sending, true), (taken, false), (queued, false)], await TakenAsync(await bench.OpenAsync()), "once another sends");
            Expect.Sequence([(sending, false), (taken, false), (queued, false)], await TakenAsync(await bench.CrashAsync()), "after a kill");
        }),

        new("An entry that another took further stays as it is for who knows another state", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var (done, queued) = (await store.Outbox.EnqueueAsync(Sample.Outgoing(key)), await store.Outbox.EnqueueAsync(Sample.Outgoing(key)));
            await store.CommitAsync([new OutboxAdvanced(done, OutboxState.Done, "250 ok")]);
            foreach (var id in (long[])[done, queued])
                await store.CommitAsync([new OutboxAdvanced(id, OutboxState.Queued, "535 no") { From = OutboxState.Queued }]);
            Expect.Sequence([(queued, "535 no")], (await store.Outbox.GetOpenAsync()).Select(e => (e.Id, e.LastReply)), "the open entries");
        }),

        new("What another store took up again cannot be taken from it, though it was found in the same state", static async bench =>
        {
            var (one, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            var left = await one.Outbox.EnqueueAsync(Sample.Outgoing(await one.AppendAsync("x")) with { State = OutboxState.Sending });
            await one.DisposeAsync();
            var taker = await bench.OpenAsync();
            Expect.Sequence([(left, false)], await TakenAsync(other), "what was left");
            Expect.Equal(true, await taker.Outbox.TryAdvanceAsync(left, OutboxState.Sending, OutboxState.Queued), "who takes it");
            Expect.Equal(true, await taker.Outbox.TryAdvanceAsync(left, OutboxState.Queued, OutboxState.Sending), "who sends it");
            Expect.Equal(false, await other.Outbox.TryAdvanceAsync(left, OutboxState.Sending, OutboxState.Queued), "who found it before");
            Expect.Equal(true, await taker.Outbox.TryAdvanceAsync(left, OutboxState.Sending, OutboxState.Unknown), "who has it");
        }),

        new("Recipients that have not got a message with the others wait in an entry of their own, in the same commit", static async bench =>
        {
            var store = await bench.OpenAsync();
            var message = Sample.Outgoing(await store.AppendAsync("x")) with { Recipients = ["b@x", "élève@école.fr", "c@x"] };
            var id = await store.Outbox.EnqueueAsync(message with { State = OutboxState.Sending });
            var later = new OutboxRemainder(["c@x", "élève@école.fr", "stranger@x"], "450 4.2.0 later");
            await store.CommitAsync([new OutboxAdvanced(id, OutboxState.SentCopyOwed, "250 ok") { Remainder = later }]);
            store = await bench.CrashAsync();
            var open = await store.Outbox.GetOpenAsync();
            Expect.Sequence(
                [(id, OutboxState.SentCopyOwed, "250 ok", false, "b@x"), (open[^1].Id, OutboxState.Queued, "450 4.2.0 later", true, "élève@école.fr c@x")],
                open.Select(e => (e.Id, e.State, e.LastReply, e.IsRemainder, string.Join(' ', e.Recipients))), "the entries");
            var rest = open[^1];
            Expect.True(rest.Id > id, $"The id {rest.Id} was given after {id}; it should be greater.");
            Expect.Equal((message.MessageId, message.Sender, message.Subject, message.QueuedAt), (rest.MessageId, rest.Sender, rest.Subject, rest.QueuedAt), "the rest");
            Expect.Equal(message.Content, await store.Outbox.FindContentAsync(rest.Id), "the content");
            Expect.Equal(true, await store.Outbox.TryAdvanceAsync(rest.Id, OutboxState.Queued, OutboxState.Sending), "whether it can be sent");
        }),

        new("Recipients leave no entry that another took further, and none that they are not in", static async bench =>
        {
            var store = await bench.OpenAsync();
            var id = await store.Outbox.EnqueueAsync(Sample.Outgoing(await store.AppendAsync("x")));
            var later = new OutboxRemainder(["c@x"], "450 later");
            await store.CommitAsync(
            [
                new OutboxAdvanced(id, OutboxState.Done, "250 ok") { From = OutboxState.Sending, Remainder = later },
                new OutboxAdvanced(id + 1, OutboxState.Done, "250 ok") { Remainder = later },
                new OutboxAdvanced(id, OutboxState.Unknown, "") { Remainder = new(["stranger@x"], "450 later") },
            ]);
            store = await bench.ReopenAsync();
            Expect.Sequence(
                [(id, OutboxState.Unknown, "b@x c@x")],
                (await store.Outbox.GetOpenAsync()).Select(e => (e.Id, e.State, string.Join(' ', e.Recipients))), "the entries");
        }),

        new("Open entries come oldest first", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var ids = new List<long>();
            for (var i = 0; i < 5; i++)
                ids.Add(await store.Outbox.EnqueueAsync(Sample.Outgoing(key) with { QueuedAt = Sample.Date.AddHours(-i) }));
            await store.CommitAsync([new OutboxAdvanced(ids[0], OutboxState.Unknown, "?"), new OutboxAdvanced(ids[2], OutboxState.Done, "250")]);
            store = await bench.ReopenAsync();
            Expect.Sequence([ids[0], ids[1], ids[3], ids[4]], (await store.Outbox.GetOpenAsync()).Select(e => e.Id), "the ids");
        }),

        new("An id of the outbox is never given twice", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            long last = 0;
            for (var i = 0; i < 3; i++)
            {
                var id = await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
                Expect.True(id > last, $"The id {id} was given after {last}; it should be greater.");
                await store.CommitAsync([new OutboxAdvanced(last = id, OutboxState.Done, "")]);
                store = await bench.ReopenAsync();
            }
        }),

        new("An entry that does not exist is passed over and has no content", static async bench =>
        {
            var store = await bench.OpenAsync();
            var id = await store.Outbox.EnqueueAsync(Sample.Outgoing(await store.AppendAsync("x")));
            await store.CommitAsync([new OutboxAdvanced(id + 1, OutboxState.Done, "")]);
            Expect.Equal(OutboxState.Queued, (await store.Outbox.GetOpenAsync())[0].State, "the state of the other entry");
            foreach (var other in (long[])[0, -1, id + 1, long.MaxValue])
                Expect.Equal(null, await store.Outbox.FindContentAsync(other), $"the content of entry {other}");
        }),

        new("A message whose content nobody appended is not stored", static async bench =>
        {
            var store = await bench.OpenAsync();
            await Expect.FailsAsync(
                MailErrorKind.StorageUnavailable, async () => await store.Outbox.EnqueueAsync(Sample.Outgoing(Sample.Unknown)), "the message");
            Expect.Equal(0, (await store.Outbox.GetOpenAsync()).Count, "the entries");
        }),

        new("The outbox is in no mailbox, and no mailbox in the outbox", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
            await store.SingleAsync();
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            Expect.Equal(1, (await store.Outbox.GetOpenAsync()).Count, "the entries");
        }),
    ];

    static async Task<IEnumerable<(long, bool)>> TakenAsync(IMailStore store) => (await store.Outbox.GetOpenAsync()).Select(e => (e.Id, e.IsTakenByAnother));

    static async Task AdvanceAsync(StoreBench bench, OutboxState state)
    {
        var store = await bench.OpenAsync();
        var key = await store.AppendAsync("x");
        var id = await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
        await store.CommitAsync([new OutboxAdvanced(id, state, "250 2.0.0 Ok\r\nmerci")]);
        store = await bench.CrashAsync();
        (OutboxState, string)[] expected = state == OutboxState.Done ? [] : [(state, "250 2.0.0 Ok\r\nmerci")];
        Expect.Sequence(expected, (await store.Outbox.GetOpenAsync()).Select(e => (e.State, e.LastReply)), "the open entries");
        Expect.Equal(key, await store.Outbox.FindContentAsync(id), "the content");
        Expect.Bytes(Sample.Bytes("x"), await store.ReadAsync(key), "the bytes");
    }
}
