using AcMail.Storage;

namespace AcMail.Testing;

static class MessageChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A message is told as it was stored, in every field", static async bench =>
        {
            var store = await bench.OpenAsync();
            var flags = new MailFlags(SystemFlags.Flagged | SystemFlags.Answered, "$Forwarded", "école");
            var headers = new MessageHeaders("Réunion 📅", "a", "b, c", "d", new(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-210)), "id@x")
            {
                References = "a@x b@y",
            };
            var key = await store.AppendAsync("x");
            await store.CommitAsync(
                [new MessageAdded("INBOX", uint.MaxValue, 4_000_000_000, key, flags, ulong.MaxValue, Sample.Date.AddTicks(7), headers)]);
            store = await bench.ReopenAsync();
            var message = await store.SingleAsync();
            var size = Sample.Bytes("x").Length;
            Expect.Equal(new(message.Id, "INBOX", 4_000_000_000, flags, Sample.Date.AddTicks(7), size, headers), message, "the message");
            Expect.Equal(Sample.Date.Offset, message.InternalDate.Offset, "the offset of its internal date");
            Expect.Equal(headers.Date!.Value.Offset, message.Headers.Date!.Value.Offset, "the offset of its header's date");
            Expect.Equal(new(message, key), await store.Reader.FindAsync(message.Id), "what is found by its id");
            Expect.Sequence(
                [new(4_000_000_000, flags, ulong.MaxValue)],
                await store.PlacementsAsync(uint.MaxValue), "the placements");
        }),

        new("Dates at the ends of what there is are kept", static async bench =>
        {
            var store = await bench.OpenAsync();
            DateTimeOffset[] dates =
            [
                DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch.AddTicks(-1),
                new(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)), new(9999, 12, 31, 9, 59, 59, TimeSpan.FromHours(-14)),
            ];
            for (var i = 0; i < dates.Length; i++)
            {
                var key = await store.AppendAsync($"{i}");
                var headers = Sample.Headers("s") with { Date = dates[i] };
                await store.CommitAsync([new MessageAdded("INBOX", 1, (uint)i + 1, key, default, 0, dates[i], headers)]);
            }

            foreach (var message in await store.ListAsync())
            {
                var date = dates[message.Uid - 1];
                Expect.Equal(date.ToString("O"), message.InternalDate.ToString("O"), "the internal date");
                Expect.Equal(date.ToString("O"), message.Headers.Date?.ToString("O"), "the header's date");
            }
        }),

        new("Headers that are absent are absent", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([new MessageAdded("INBOX", 1, 1, key, default, 0, Sample.Date, MessageHeaders.None)]);
            Expect.Equal(MessageHeaders.None, (await store.SingleAsync()).Headers, "the headers");
        }),

        new("A message added to a mailbox that nobody listed lists it plain", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            Expect.Equal(new("INBOX", null, MailboxRole.None, true, null, 1, 1), await store.MailboxAsync(), "the mailbox");
        }),

        new("A message added where one is held replaces it and keeps the id", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("old");
            var id = (await store.SingleAsync()).Id;
            var key = await store.AppendAsync("new one");
            await store.CommitAsync([Sample.Added(key, 1, "new one", flags: Sample.Seen, modSeq: 5)]);
            var message = await store.SingleAsync();
            Expect.Equal(id, message.Id, "the id");
            Expect.Equal(("new one", Sample.Bytes("new one").Length), (message.Headers.Subject, (int)message.Size), "subject and size");
            Expect.Equal(key, (await store.Reader.FindAsync(id))?.Content, "the content");
            Expect.Sequence(
                [new(1, Sample.Seen, 5)], await store.PlacementsAsync(), "the placements");
        }),

        new("One content may be in many places, each with its own flags", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Sample.Added(key, 1), Sample.Added(key, 2, flags: Sample.Seen), Sample.Added(key, 1, mailbox: "Other")]);
            await store.CommitAsync([new FlagsObserved("Other", Sample.Validity, 1, new(SystemFlags.Flagged), 3)]);
            Expect.Sequence(
                [("INBOX", 1u, ""), ("INBOX", 2u, "\\Seen"), ("Other", 1u, "\\Flagged")],
                (await store.ListAsync()).Select(m => (m.Mailbox, m.Uid, m.Flags.ToString())).Order(), "the messages");
        }),

        new("Observed flags replace those before; a message that is not held is passed over", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Sample.Added(key, 1, flags: new(SystemFlags.Draft, "a", "b"), modSeq: 9)]);
            var before = await store.SingleAsync();
            await store.CommitAsync(
            [
                new FlagsObserved("INBOX", Sample.Validity, 1, new(SystemFlags.Flagged, "b", "c"), 4),
                new FlagsObserved("INBOX", Sample.Validity, 2, Sample.Seen, 5), new FlagsObserved("INBOX", 8, 1, Sample.Seen, 5),
                new FlagsObserved("Nowhere", Sample.Validity, 1, Sample.Seen, 5),
            ]);
            store = await bench.ReopenAsync();
            Expect.Equal(before with { Flags = new(SystemFlags.Flagged, "b", "c") }, await store.SingleAsync(), "the message");
            Expect.Sequence(
                [new(1, new(SystemFlags.Flagged, "b", "c"), 4)], await store.PlacementsAsync(), "the placements");
            Expect.Sequence(["INBOX"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
        }),

        new("An id is never given twice, and later messages have greater ones", static async bench =>
        {
            var store = await bench.OpenAsync();
            long last = 0;
            for (uint uid = 1; uid <= 4; uid++)
            {
                await store.StoreAsync($"{uid}", uid);
                var id = (await store.SingleAsync()).Id;
                Expect.True(id > last, $"The id {id} was given after {last}; it should be greater.");
                last = id;
                await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(uid))]);
                store = await bench.ReopenAsync();
                Expect.Equal(null, await store.Reader.FindAsync(id), "a message that is gone");
            }
        }),
    ];
}
