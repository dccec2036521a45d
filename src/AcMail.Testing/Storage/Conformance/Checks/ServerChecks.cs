using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What is remembered of a server.</summary>
static class ServerChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Distrust is remembered once for each promise, until trust comes back", static async bench =>
        {
            var store = await bench.OpenAsync();
            var search = Sample.Distrust with { Promise = ServerPromise.Search, Times = 1 };
            await store.CommitAsync([new ServerDistrusted(search), new ServerDistrusted(Sample.Distrust with { Times = 1 })]);
            await store.CommitAsync([new ServerDistrusted(Sample.Distrust)]);
            store = await bench.CrashAsync();
            Expect.Sequence([Sample.Distrust, search], (await store.Sync.GetMemoryAsync()).Distrusts, "what is not trusted");
            await store.CommitAsync([new ServerTrusted(ServerPromise.QuickResync), new ServerTrusted(ServerPromise.Examine)]);
            Expect.Sequence([search], (await store.Sync.GetMemoryAsync()).Distrusts, "what is left");
        }),

        new("Whose mailboxes these are, and what was told of messages there, is remembered until they are another's or detached", static async bench =>
        {
            var store = await bench.OpenAsync();
            Expect.Equal(null, (await store.Sync.GetMemoryAsync()).Owner, "the owner of an empty replica");
            await store.StoreAsync("x");
            var told = new ContentIdentity("", "id@x", Sample.Bytes("x").Length, Sample.Date.AddSeconds(1));
            foreach (var (change, owner, isFound) in ((StoreChange, string?, bool)[])
            [
                (new ReplicaClaimed("zoé@A"), "zoé@A", true), (new ReplicaClaimed("zoé@B"), "zoé@B", true),
                (new ReplicaClaimed("zoé@C") { IsAnothers = true }, "zoé@C", false), (new ReplicaDetached(), null, false),
            ])
            {
                await store.CommitAsync([change]);
                store = await bench.CrashAsync();
                Expect.Equal(owner, (await store.Sync.GetMemoryAsync()).Owner, $"the owner after {change}");
                var found = await store.Content.FindAsync("INBOX", Sample.Validity, [told]);
                Expect.Equal(isFound, found[0] is not null, $"whether content is found after {change}");
            }
        }),

        new("What is detached from its server is local, with the ids, names and flags that it has here", static async bench =>
        {
            var store = await bench.OpenAsync();
            foreach (var (content, uid) in ((string, uint)[])[("x", 3), ("yy", 5), ("zzz", 7)]) await store.StoreAsync(content, uid);
            var ids = (await store.ListAsync()).OrderBy(m => m.Uid).Select(m => m.Id).ToList();
            await store.CommitAsync(
            [
                new MailboxCheckpointed("INBOX", new(Sample.Validity, 8, 3)), new MailboxCreated("Mine", '/'), new MailboxRenamed("INBOX", "Post"),
                new MessageMarked(ids[0], new(SystemFlags.Flagged), default), new MessageRefiled(ids[1], "Mine"), new MessageDiscarded(ids[2]),
                new MessageQuarantined(Sample.Quarantined), new ServerDistrusted(Sample.Distrust), new ReplicaDetached(),
            ]);
            store = await bench.CrashAsync();
            var messages = (await store.ListAsync()).ToDictionary(m => m.Id);
            Expect.Sequence(ids.Take(2), messages.Keys.Order(), "the messages");
            Expect.Equal(("Post", "Mine"), (messages[ids[0]].Mailbox, messages[ids[1]].Mailbox), "where they are");
            Expect.Equal(true, messages[ids[0]].Flags.System.HasFlag(SystemFlags.Flagged), "whether the flag is kept");
            foreach (var place in await store.Sync.LocateAsync(ids)) Expect.Equal((0u, 1u), (place.UidValidity, place.Uid), $"the place of {place.Id}");
            foreach (var mailbox in await store.Reader.GetMailboxesAsync())
                Expect.Equal((mailbox.Name, null, 1), (mailbox.ServerName, mailbox.Checkpoint, mailbox.Messages), $"the state of {mailbox.Name}");
            var memory = await store.Sync.GetMemoryAsync();
            Expect.Equal((0, 0), (memory.Quarantine.Count, memory.Distrusts.Count), "what is remembered");
            var told = new ContentIdentity("", "id@x", Sample.Bytes("x").Length, Sample.Date.AddSeconds(3));
            Expect.Sequence([null], await store.Content.FindAsync("Post", Sample.Validity, [told]), "what is found by what the server told");
            Expect.Sequence([], await store.Sync.GetTransfersAsync(), "what the server is still to be told of messages");
            Expect.Sequence([], await store.Sync.GetMarksAsync(), "what it is to be told of flags");
            Expect.Sequence([], await store.Sync.GetStandingsAsync(), "what it is to be told of mailboxes");
        }),

        new("Quarantine is remembered by place, until it is lifted or the mailbox goes", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (first, second) = (Sample.Quarantined, Sample.Quarantined with { Uid = 12, Attempts = 1, Reply = "" });
            var (older, absent) = (first with { UidValidity = 6 }, first with { Mailbox = "Nowhere" });
            await store.CommitAsync([new MailboxListed("INBOX", '/', MailboxRole.Inbox, true)]);
            await store.CommitAsync([.. ((QuarantinedMessage[])[second, older, first with { Attempts = 1 }, first, absent]).Select(Quarantined)]);
            store = await bench.CrashAsync();
            Expect.Sequence([older, first, second], (await store.Sync.GetMemoryAsync()).Quarantine, "the quarantine");
            await store.CommitAsync([new QuarantineLifted("INBOX", Sample.Validity, UidSet.FromRanges([new(1, 9), new(20, 30)]))]);
            Expect.Sequence([older, second], (await store.Sync.GetMemoryAsync()).Quarantine, "what is left");
            await store.CommitAsync([new MailboxUnlisted("INBOX"), new MailboxListed("INBOX", '/', MailboxRole.Inbox, true)]);
            Expect.Sequence([], (await store.Sync.GetMemoryAsync()).Quarantine, "what is left once the mailbox was gone");
        }),

        new("Removals that are held back are remembered once a mailbox", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            await store.StoreAsync("x", mailbox: "Other");
            var held = new HeldRemoval("INBOX", Sample.Validity, UidSet.FromRanges([new(1, 4), new(6, 6), new(9, uint.MaxValue)]), 3);
            var other = new HeldRemoval("Other", 8, UidSet.Empty, 1);
            await store.CommitAsync([new RemovalsHeld(held with { Others = 0 }), new RemovalsHeld(held), new RemovalsHeld(other)]);
            await store.CommitAsync([new RemovalsHeld(other with { Mailbox = "Nowhere" })]);
            store = await bench.CrashAsync();
            Expect.Sequence([held, other], (await store.Sync.GetMemoryAsync()).Held, "what is held back");
            Expect.Equal(2, (await store.ListAsync()).Count, "the messages");
            await store.CommitAsync([new RemovalsHeld(other with { Others = 0 }), new MailboxUnlisted("INBOX")]);
            Expect.Sequence([], (await store.Sync.GetMemoryAsync()).Held, "what is left");
        }),

        new("A mailbox that is renamed keeps its messages, their ids, its checkpoint and its place", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", mailbox: "A");
            await store.StoreAsync("yy", mailbox: "B");
            var checkpoint = new MailboxCheckpoint(Sample.Validity, 2, 3) { ChangedSince = 2, Floor = 5, ScannedAt = Sample.Date.ToUniversalTime() };
            await store.CommitAsync([new MailboxCheckpointed("A", checkpoint), new MessageQuarantined(Sample.Quarantined with { Mailbox = "A" })]);
            var before = (await store.ListAsync("A"))[0];
            await store.CommitAsync([new MailboxRelocated("A", "B"), new MailboxRelocated("Nowhere", "C"), new MailboxRelocated("A", "É/A")]);
            store = await bench.ReopenAsync();
            Expect.Sequence(["É/A", "B"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
            Expect.Equal(checkpoint, (await store.MailboxAsync("É/A")).Checkpoint, "the checkpoint");
            Expect.Equal(before with { Mailbox = "É/A" }, (await store.Reader.FindAsync(before.Id))?.Info, "the message");
            Expect.Equal("É/A", (await store.Sync.GetMemoryAsync()).Quarantine[0].Mailbox, "where the quarantine is");
        }),

        new("A mailbox may be given the name of one that is no longer listed", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", mailbox: "A");
            await store.StoreAsync("yy", mailbox: "B");
            await store.CommitAsync([new MailboxUnlisted("B"), new MailboxRelocated("A", "B"), new MailboxListed("A", '/', MailboxRole.None, true)]);
            store = await bench.ReopenAsync();
            Expect.Sequence(["B", "A"], (await store.Reader.GetMailboxesAsync()).Select(m => m.Name), "the mailboxes");
            Expect.Sequence(["x"], (await store.ListAsync("B")).Select(m => m.Headers.Subject), "the messages");
            Expect.Sequence([], await store.ListAsync("A"), "the messages of the new one");
        }),

        new("The MAILBOXID of a mailbox stays until another is told or it goes", static async bench =>
        {
            var store = await bench.OpenAsync();
            var listed = new MailboxListed("A", '/', MailboxRole.None, true);
            foreach (var (change, id) in ((StoreChange, string)[])
                [(listed with { ObjectId = "M1" }, "M1"), (listed, "M1"), (listed with { ObjectId = "M2" }, "M2"), (new MailboxUnlisted("A"), "")])
            {
                await store.CommitAsync([change, .. change is MailboxUnlisted ? [listed] : Array.Empty<StoreChange>()]);
                store = await bench.ReopenAsync();
                Expect.Equal(id, (await store.MailboxAsync("A")).ObjectId, $"the MAILBOXID after {change}");
            }
        }),
    ];

    static StoreChange Quarantined(QuarantinedMessage message) => new MessageQuarantined(message);
}
