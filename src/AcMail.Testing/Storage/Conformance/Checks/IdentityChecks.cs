using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Content that is found again by what a server tells of a message.</summary>
static class IdentityChecks
{
    static readonly long Size = Sample.Bytes("x").Length;
    static readonly ContentIdentity Wanted = new("", "id@x", Size, Sample.Date.AddSeconds(1));

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Content is found again by Message-ID, size and the second it came, and by nothing less", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            store = await bench.ReopenAsync();
            var elsewhere = Wanted with { InternalDate = Wanted.InternalDate.ToOffset(TimeSpan.FromHours(-5)).AddMilliseconds(300) };
            foreach (var identity in (ContentIdentity[])[Wanted, elsewhere])
                Expect.Equal(new(key), await FindAsync(store, identity), $"what {identity} finds");
            foreach (var other in (ContentIdentity[])
            [
                Wanted with { MessageId = "ID@x" }, Wanted with { MessageId = "" }, Wanted with { Size = Size + 1 },
                Wanted with { InternalDate = Wanted.InternalDate.AddSeconds(1) }, Wanted with { EmailId = "E1", MessageId = "" },
            ])
                Expect.Equal(null, await FindAsync(store, other), $"what {other} finds");
        }),

        new("Several contents that fit are none; EMAILID decides where it is known", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("y"));
            var added = Sample.Added(x, 1) with { EmailId = "E1" };
            await store.CommitAsync([added, added with { Content = y, Uid = 2, EmailId = "E2" }]);
            Expect.Equal(null, await FindAsync(store, Wanted), "what fits two");
            Expect.Equal(new(x) { IsCertain = true }, await FindAsync(store, Wanted with { EmailId = "E1" }), "the first");
            Expect.Equal(new(y) { IsCertain = true }, await FindAsync(store, Wanted with { EmailId = "E2", MessageId = "other" }), "the second");
            Expect.Equal(null, await FindAsync(store, Wanted with { EmailId = "E1", MessageId = "", Size = Size + 1 }), "another size");
            Expect.Equal(null, await FindAsync(store, Wanted with { EmailId = "e1", MessageId = "" }), "another case");
        }),

        new("Content that no mailbox holds any more is found again", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1))]);
            Expect.Equal(new(key), await FindAsync(await bench.ReopenAsync(), Wanted), "the content");
        }),

        new("A header is found as a header, and gives way to the whole", static async bench =>
        {
            var store = await bench.OpenAsync();
            var header = await store.AppendAsync("h");
            await store.CommitAsync([Sample.Added(header, 1) with { HeaderOf = new("place", 5000) }]);
            var large = Wanted with { Size = 5000 };
            Expect.Equal(null, await FindAsync(store, Wanted with { Size = Sample.Bytes("h").Length }), "what has the size of the header");
            Expect.Equal(new(header) { WholeSize = 5000 }, await FindAsync(store, large), "the header");
            var whole = await store.Content.AppendAsync(Sample.Noise(5000), Sample.Origin());
            await store.CommitAsync([new MessageBodyAdded("INBOX", Sample.Validity, 1, whole, Sample.Headers("h"))]);
            Expect.Equal(new(whole), await FindAsync(store, large), "the whole");
        }),

        new("Room is what the mailbox holds under other UIDVALIDITYs, else one where it does not hold it yet", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync([Sample.Added(key, 1), Sample.Added(key, 2), Sample.Added(key, 3, mailbox: "Other")]);
            foreach (var (mailbox, validity, room) in ((string, uint, int)[])
                [("INBOX", Sample.Validity, 0), ("INBOX", 8, 2), ("Other", 8, 1), ("Other", Sample.Validity, 0), ("New", 1, 1)])
            {
                var found = (await store.Content.FindAsync(mailbox, validity, [Wanted]))[0];
                Expect.Equal(room, found?.Room, $"the room in {mailbox} under {validity}");
            }
        }),

        new("A Message-ID is worth asking for where something came with one, that size and in that second", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            store = await bench.ReopenAsync();
            var unknown = Wanted with { MessageId = "", InternalDate = Wanted.InternalDate.AddMilliseconds(300) };
            var (larger, later) = (unknown with { Size = Size + 1 }, unknown with { InternalDate = unknown.InternalDate.AddSeconds(1) });
            Expect.Sequence([false, true, false, true], await store.Sync.MayHoldAsync([larger, unknown, later, Wanted with { MessageId = "other" }]), "what may be held");
            Expect.Equal(0, (await store.Sync.MayHoldAsync([])).Count, "the answers to no question");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1))]);
            Expect.Sequence([true], await store.Sync.MayHoldAsync([unknown]), "what may be held after no mailbox holds it");
            var header = await store.AppendAsync("h");
            await store.CommitAsync([Sample.Added(header, 2) with { HeaderOf = new("place", 5000) }]);
            Expect.Sequence([true], await store.Sync.MayHoldAsync([unknown with { Size = 5000, InternalDate = Sample.Date.AddSeconds(2) }]), "what may be held by its header");
        }),

        new("Identities are answered in their order", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            var found = await store.Content.FindAsync("New", 1, [Wanted with { Size = 1 }, Wanted, Wanted with { MessageId = "" }]);
            Expect.Sequence([null, key, null], found.Select(f => f?.Content), "what is found");
            Expect.Equal(0, (await store.Content.FindAsync("New", 1, [])).Count, "the answers to no question");
        }),
    ];

    static async Task<HeldContent?> FindAsync(IMailStore store, ContentIdentity identity)
    {
        var found = (await store.Content.FindAsync("Elsewhere", 1, [identity]))[0];
        return found is null ? null : found with { Room = 0 };
    }
}
