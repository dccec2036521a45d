using AcMail.Storage;

namespace AcMail.Testing;

static class MaildropChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A new maildrop has an empty ledger", static async bench =>
        {
            var maildrop = await (await bench.OpenAsync()).Maildrop.GetAsync();
            Expect.Equal((new MaildropState(), 0), (maildrop.State, maildrop.Entries.Count), "state and entries");
        }),

        new("The ledger tells every field as it was recorded last", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            DropEntry[] entries =
            [
                new("seen", DropState.Seen), Sample.Dropped("downloaded", key),
                Sample.Dropped("missing", key) with { MissingSince = Sample.Date, MissingCount = 3, Doubtful = true, Date = null, Rule = "" },
                .. Enum.GetValues<DropState>().Select(s => new DropEntry($"{s}", s) { DownloadedAt = Sample.Date.AddDays((int)s) }),
            ];
            var others = entries.Select(e => new DropEntry(e.UniqueId, DropState.Deleted) { Content = key, Size = 1 });
            await store.CommitAsync([.. others.Select(e => new DropEntryRecorded(e))]);
            await store.CommitAsync([.. entries.Select(e => new DropEntryRecorded(e))]);
            await ExpectAsync(await bench.ReopenAsync(), entries);
        }),

        new("Unique-ids are compared character by character", static async bench =>
        {
            var store = await bench.OpenAsync();
            string[] ids = ["u1", "U1", "u1 ", "!~[]{}\\\"'%", "é \"fingerprint\" 7", new('a', 70)];
            DropEntry[] entries = [.. ids.Select(id => new DropEntry(id, DropState.Seen))];
            await store.CommitAsync([.. entries.Select(e => new DropEntryRecorded(e))]);
            await store.CommitAsync([new DropEntryForgotten("u1"), new DropEntryForgotten("unknown")]);
            await ExpectAsync(await bench.ReopenAsync(), entries[1..]);
        }),

        new("An entry stays when the message it stood for is gone, and the message when its entry is forgotten", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("y"));
            DropEntry[] entries = [Sample.Dropped("u1", x), Sample.Dropped("u2", y)];
            await store.CommitAsync([Sample.Filed(x, "A"), Sample.Filed(y, "B"), .. entries.Select(e => new DropEntryRecorded(e))]);
            await store.CommitAsync([new MailboxUnlisted("A"), new DropEntryForgotten("u2")]);
            await ExpectAsync(store, entries[..1]);
            Expect.Equal("B", (await store.SingleAsync()).Mailbox, "the mailbox of the message that is left");
        }),

        new("A downloaded message that no mailbox holds any more was discarded", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("y"));
            await store.CommitAsync(
            [
                Sample.Filed(x, "A"), Sample.Filed(x, "B"), Sample.Filed(y, "A"), new DropEntryRecorded(Sample.Dropped("x", x)),
                new DropEntryRecorded(Sample.Dropped("y", y)), new DropEntryRecorded(new("seen", DropState.Seen)),
                new DropEntryRecorded(Sample.Dropped("deleted", y) with { State = DropState.Deleted }),
            ]);
            Expect.Sequence([], await store.Maildrop.GetDiscardedAsync(), "what was discarded before");
            await store.CommitAsync([new MailboxUnlisted("A")]);
            store = await bench.ReopenAsync();
            Expect.Sequence(["y"], await store.Maildrop.GetDiscardedAsync(), "what was discarded when one mailbox was gone");
            await store.CommitAsync([new MailboxUnlisted("B"), Sample.Filed(y, "C")]);
            Expect.Sequence(["x"], await store.Maildrop.GetDiscardedAsync(), "what was discarded when one was filed again");
        }),

        new("What is known of the maildrop as a whole is told as it was observed last", static async bench =>
        {
            var store = await bench.OpenAsync();
            MaildropState[] states =
            [
                new() { Clock = Sample.Date, Leap = Sample.Date.AddYears(1), LastLogin = Sample.Date.AddTicks(-1), LoginDelay = 60, Owner = "zoé@pop" },
                new() { Clock = Sample.Date.AddDays(1) }, new(),
            ];
            foreach (var state in states)
            {
                await store.CommitAsync([new MaildropObserved(state)]);
                store = await bench.ReopenAsync();
                Expect.Equal(state, (await store.Maildrop.GetAsync()).State, "the state");
                Expect.Equal(state, await store.Maildrop.GetStateAsync(), "the state without the ledger");
            }
        }),
    ];

    static async Task ExpectAsync(IMailStore store, IEnumerable<DropEntry> entries)
    {
        var found = (await store.Maildrop.GetAsync()).Entries;
        Expect.Sequence(
            entries.OrderBy(e => e.UniqueId, StringComparer.Ordinal), found.OrderBy(e => e.UniqueId, StringComparer.Ordinal), "the ledger");
    }
}
