using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Flags that were changed here, and what becomes of them.</summary>
static class MarkChecks
{
    static readonly MailFlags Flagged = new(SystemFlags.Flagged, "urgent");

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("A mark is seen at once, survives, and leaves the last common state alone", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", uid: 5, flags: Sample.Seen);
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MessageMarked(id, Flagged, Sample.Seen), new MessageMarked(id + 9, Flagged, default)]);
            store = await bench.CrashAsync();
            Expect.Equal(Flagged, (await store.SingleAsync()).Flags, "the flags");
            Expect.Equal(1, (await store.MailboxAsync()).Unseen, "the unseen messages");
            Expect.Sequence([new(5, Sample.Seen, 0)], await store.PlacementsAsync(), "the placements");
            Expect.Sequence(
                [new("INBOX", Sample.Validity, UidSet.Of(5), new(Sample.Seen, Flagged, default))], await store.Sync.GetMarksAsync(), "the marks");
        }),

        new("A mark that is taken back leaves no trace", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", flags: Flagged);
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MessageMarked(id, Sample.Seen, Flagged)]);
            await store.CommitAsync([new MessageMarked(id, new(SystemFlags.Flagged, "URGENT"), Sample.Seen)]);
            Expect.Equal(Flagged, (await store.SingleAsync()).Flags, "the flags");
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "the marks");
        }),

        new("Flags that are observed are merged with those that were changed here", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", flags: Sample.Seen);
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MessageMarked(id, Flagged, Sample.Seen)]);
            var answered = new MailFlags(SystemFlags.Seen | SystemFlags.Answered);
            await store.CommitAsync([new FlagsObserved("INBOX", Sample.Validity, 1, answered, 4)]);
            Expect.Equal(new(SystemFlags.Flagged | SystemFlags.Answered, "urgent"), (await store.SingleAsync()).Flags, "the flags");
            Expect.Sequence([new(1, answered, 4)], await store.PlacementsAsync(), "the placements");
        }),

        new("What was sent becomes common, and what was refused is as it was", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            await store.StoreAsync("yy", uid: 2);
            foreach (var message in await store.ListAsync()) await store.CommitAsync([new MessageMarked(message.Id, Flagged, default)]);
            await store.CommitAsync([new MarksSending("INBOX", Sample.Validity, UidSet.Of(1, 2, 3), Flagged)]);
            Expect.Sequence(
                [new("INBOX", Sample.Validity, UidSet.Of(1, 2), new(default, Flagged, Flagged))], await store.Sync.GetMarksAsync(), "the marks that are under way");
            await store.CommitAsync(
            [
                new MarksSent("INBOX", Sample.Validity, UidSet.Of(1), Flagged, default),
                new MarksRefused("INBOX", Sample.Validity, UidSet.Of(2), Flagged),
            ]);
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "the marks");
            Expect.Sequence([new(1, Flagged, 0), new(2, default, 0)], await store.PlacementsAsync(), "the placements");
        }),

        new("Marks of many messages in a row, some of them gone, are told together and settled together", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            var uids = UidSet.FromRanges([new(1, 1500), new(1502, 3001)]);
            await store.CommitAsync([.. uids.Select(uid => Sample.Added(key, uid))]);
            await store.CommitAsync([.. (await store.ListAsync()).Select(m => new MessageMarked(m.Id, Flagged, default))]);
            await store.CommitAsync([new MarksSending("INBOX", Sample.Validity, UidSet.FromRanges([new(1, uint.MaxValue)]), Flagged)]);
            Expect.Sequence(
                [new("INBOX", Sample.Validity, uids, new(default, Flagged, Flagged))], await store.Sync.GetMarksAsync(), "the marks that are under way");
            await store.CommitAsync([new MarksSent("INBOX", Sample.Validity, UidSet.FromRanges([new(1, 3000)]), Flagged, default)]);
            Expect.Sequence(
                [new("INBOX", Sample.Validity, UidSet.Of(3001), new(default, Flagged, Flagged))], await store.Sync.GetMarksAsync(), "the mark that is left");
        }),

        new("A mark stays with a message that is linked again, and not with another in its place", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.StoreAsync("x"), await store.AppendAsync("yy"));
            await store.CommitAsync([new MessageMarked((await store.SingleAsync()).Id, Flagged, default)]);
            await store.CommitAsync([Sample.Added(x, 3, validity: 8, flags: Sample.Seen)]);
            Expect.Equal(new(SystemFlags.Seen | SystemFlags.Flagged, "urgent"), (await store.SingleAsync()).Flags, "the flags when linked again");
            await store.CommitAsync([Sample.Added(y, 3, validity: 8)]);
            Expect.Equal(default, (await store.SingleAsync()).Flags, "the flags of another message");
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "the marks");
        }),

        new("Messages are located by their ids; those that are not held are left out", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", uid: 5);
            await store.StoreAsync("yy", uid: 6, mailbox: "Other", validity: 9);
            var ids = (await store.ListAsync()).ToDictionary(m => m.Uid, m => m.Id);
            var places = await store.Sync.LocateAsync([ids[6], ids[5], ids[6], 999_999, -1]);
            Expect.Sequence(
                [new(ids[5], "INBOX", Sample.Validity, 5), new(ids[6], "Other", 9, 6)], places.OrderBy(p => p.Uid), "the places");
        }),
    ];
}
