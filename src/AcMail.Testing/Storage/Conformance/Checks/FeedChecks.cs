using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What is told to those who follow the changes of a store.</summary>
static class FeedChecks
{
    const int RemovalsKept = 10_000;

    static readonly MailFlags Flagged = new(SystemFlags.Flagged, "urgent");

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Whoever follows the changes knows what there is", static async bench =>
        {
            var store = await bench.OpenAsync();
            var mirror = await FeedMirror.ReadAsync(store);
            await store.StoreAsync("x");
            await store.StoreAsync("yy", 2, flags: Sample.Seen);
            var told = await mirror.FollowAsync(store);
            Expect.Sequence(["MailboxAppeared", "MessageArrived", "MessageArrived"], told.Select(c => c.GetType().Name), "what was told");
            Expect.Sequence((await store.ListAsync()).OrderBy(m => m.Id), told.OfType<MessageArrived>().Select(c => c.Message), "what arrived");
            var (x, y) = (((MessageArrived)told[1]).Message, ((MessageArrived)told[2]).Message);

            await store.CommitAsync([new MessageMarked(x.Id, Flagged, default), new FlagsObserved("INBOX", Sample.Validity, 2, Flagged, 1)]);
            Expect.Sequence(
                [new MessageChanged(x with { Flags = Flagged }), new MessageChanged(y with { Flags = Flagged })], await mirror.FollowAsync(store), "marks");
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1))]);
            Expect.Sequence([new MessageRemoved(x.Id, "INBOX")], await mirror.FollowAsync(store), "a removal");
            Expect.Sequence([], await mirror.FollowAsync(store), "nothing new");
            await mirror.CompareAsync(store);
        }),

        new("What changed several times is told once, and what came and went is not", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            var x = await store.SingleAsync();
            var mirror = await FeedMirror.ReadAsync(store);
            await store.StoreAsync("yy", 2);
            await store.CommitAsync([new MessageMarked(x.Id, Flagged, default)]);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(2))]);
            await store.StoreAsync("zzz", 3);
            await store.CommitAsync([new MessageMarked(x.Id, Sample.Seen, default), new FlagsObserved("INBOX", Sample.Validity, 3, Flagged, 1)]);
            var z = (await store.ListAsync())[0];
            Expect.Sequence(
                [new MessageArrived(z), new MessageChanged(x with { Flags = Flagged.Union(Sample.Seen) })], await mirror.FollowAsync(store), "what was told");
        }),

        new("A message that goes to another mailbox leaves one and then arrives in the other", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([Sample.Filed(await store.AppendAsync("x"), "A")]);
            var mirror = await FeedMirror.ReadAsync(store);
            var x = await store.SingleAsync();
            await store.CommitAsync([new MessageRefiled(x.Id, "B"), new MessageMarked(x.Id, Sample.Seen, default)]);
            var told = await mirror.FollowAsync(store);
            Expect.Sequence(["MailboxAppeared", "MessageRemoved", "MessageArrived"], told.Select(c => c.GetType().Name), "what was told");
            Expect.Sequence([new MessageRemoved(x.Id, "A"), new MessageArrived(await store.SingleAsync())], told.Skip(1), "the messages");
            await store.CommitAsync([new MessageRefiled(x.Id, "C")]);
            await store.CommitAsync([new MessageRefiled(x.Id, "A"), new MailboxUnlisted("B")]);
            told = await mirror.FollowAsync(store);
            await mirror.CompareAsync(store);
            Expect.True(told is [.., MailboxDisappeared { Name: "B" }], "The mailbox that was left should be the last to be told of.");
        }),

        new("A message that is linked again, replaced or completed has changed where that can be seen", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.StoreAsync("x"), await store.AppendAsync("yy"));
            await store.CommitAsync([Sample.Filed(y, "Local") with { HeaderOf = new("u1", 99) }]);
            var mirror = await FeedMirror.ReadAsync(store);
            await ChangesAsync(Sample.Added(x, 5, validity: 8));
            await ChangesAsync(Sample.Added(y, 5, validity: 8));
            await ChangesAsync(new MessageCompleted("u1", x, Sample.Headers("x")));

            async Task ChangesAsync(StoreChange change)
            {
                await store.CommitAsync([change]);
                Expect.Sequence(["MessageChanged"], (await mirror.FollowAsync(store)).Select(c => c.GetType().Name), $"what {change.GetType().Name} told");
                await mirror.CompareAsync(store);
            }
        }),

        new("Mailboxes appear, change and disappear; their checkpoints and numbers of messages are no change", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxListed("A", '/', MailboxRole.None, true)]);
            var mirror = await FeedMirror.ReadAsync(store);
            await TellsAsync([], new MailboxListed("A", '/', MailboxRole.None, true), new MailboxCheckpointed("A", new(1, 2, 3)));
            await TellsAsync([new MailboxChanged(new("A", '/', MailboxRole.Sent, true, 0, 0))], new MailboxListed("A", '/', MailboxRole.Sent, true));
            await TellsAsync([new MailboxAppeared(new("É", null, MailboxRole.None, false, 0, 0))], new MailboxListed("É", null, MailboxRole.None, false));
            await TellsAsync([new MailboxDisappeared("A")], new MailboxUnlisted("A"));
            await TellsAsync([new MailboxAppeared(new("A", '/', MailboxRole.Sent, true, 0, 0))], new MailboxListed("A", '/', MailboxRole.Sent, true));
            await TellsAsync([], new MailboxUnlisted("Nowhere"));
            await store.CommitAsync([new MailboxUnlisted("A")]);
            await store.StoreAsync("x", mailbox: "A");
            await store.CommitAsync([new MailboxUnlisted("A")]);
            await mirror.FollowAsync(store);
            await mirror.CompareAsync(store);

            async Task TellsAsync(MailChange[] expected, params StoreChange[] changes)
            {
                await store.CommitAsync(changes);
                Expect.Sequence(expected, await mirror.FollowAsync(store), $"what {changes[0]} told");
                await mirror.CompareAsync(store);
            }
        }),

        new("A mailbox that gets another name is gone, and back with its messages by the new one", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x", mailbox: "A");
            await store.StoreAsync("yy", 2, "A");
            var mirror = await FeedMirror.ReadAsync(store);
            await store.CommitAsync([new MailboxRenamed("A", "B")]);
            var told = await mirror.FollowAsync(store);
            Expect.Sequence(["MailboxDisappeared", "MailboxAppeared", "MessageArrived", "MessageArrived"], told.Select(c => c.GetType().Name), "what was told");
            Expect.Equal(new MailboxDisappeared("A"), told[0], "the former name");
            await mirror.CompareAsync(store);
            var (x, y) = ((await store.ListAsync())[0].Id, (await store.ListAsync())[1].Id);
            await store.CommitAsync([new MessageDiscarded(x), new MailboxRenamed("B", "C"), new MailboxCreated("B", '/')]);
            await store.CommitAsync([new MessageRefiled(y, "B"), new MailboxDiscarded("C")]);
            await mirror.FollowAsync(store);
            await mirror.CompareAsync(store);
        }),

        new("What only synchronisation keeps makes no revision", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            var id = (await store.SingleAsync()).Id;
            await store.CommitAsync([new MessageMarked(id, Flagged, default)]);
            var revision = await store.Reader.GetRevisionAsync();
            var outgoing = await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
            foreach (var change in (StoreChange[])[
                new MailboxCheckpointed("INBOX", new(Sample.Validity, 2, 3)), new FlagsObserved("INBOX", Sample.Validity, 1, default, 9),
                new MarksSending("INBOX", Sample.Validity, UidSet.Of(1), Flagged), new MarksSent("INBOX", Sample.Validity, UidSet.Of(1), Flagged, default),
                new FlagsObserved("INBOX", Sample.Validity, 1, Flagged, 10), new MessageMarked(id, Flagged, Sample.Seen),
                Sample.Added(key, 1, "x", flags: Flagged, modSeq: 11), new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(7)),
                new OtherValiditiesDropped("INBOX", Sample.Validity), new DropEntryRecorded(Sample.Dropped("u", key)), new DropEntryForgotten("u"),
                new MaildropObserved(new() { LoginDelay = 3 }), new OutboxAdvanced(outgoing, OutboxState.Sending, "")])
            {
                await store.CommitAsync([change]);
                Expect.Equal(revision, await store.Reader.GetRevisionAsync(), $"the revision after {change}");
            }
        }),

        new("Pages of changes hold whole revisions, in order, and lead from one to the next", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.CommitAsync([new MailboxListed("INBOX", '/', MailboxRole.Inbox, true)]);
            var start = await store.Reader.GetRevisionAsync();
            for (uint commit = 0; commit < 6; commit++)
            {
                var keys = new List<ContentKey>();
                for (uint i = 0; i <= commit; i++) keys.Add(await store.AppendAsync($"{commit}.{i}"));
                await store.CommitAsync([.. keys.Select((k, i) => Sample.Added(k, (commit * 10) + (uint)i + 1))]);
            }

            List<int> sizes = [];
            for (var (since, more) = (start, true); more;)
            {
                var page = await store.Reader.GetChangesAsync(since, 4);
                Expect.True(page.Changes.Count > 0, "There was said to be more.");
                sizes.Add(page.Changes.Count);
                (since, more) = (page.Revision, page.HasMore);
            }

            Expect.Sequence([6, 4, 5, 6], sizes, "the changes of each page of at least four");
            var all = await store.Reader.GetChangesAsync(start, 99);
            Expect.Sequence(Enumerable.Range(1, 21).Select(_ => "MessageArrived"), all.Changes.Select(c => c.GetType().Name), "all changes");
            Expect.Equal((await store.Reader.GetRevisionAsync(), false), (all.Revision, all.HasMore), "where they lead");
            await Expect.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.Reader.GetChangesAsync(start, 0), "a limit of 0");
        }),

        new("Changes are followed over restarts, and those of other stores are seen", static async bench =>
        {
            var (store, other) = (await bench.OpenAsync(), await bench.OpenAsync());
            await store.StoreAsync("x");
            var mirror = await FeedMirror.ReadAsync(store);
            await other.StoreAsync("yy", 2, "Other");
            Expect.Equal(2, (await mirror.FollowAsync(store)).Count, "the changes of another store");
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            await other.StoreAsync("zzz", 3, "Other");
            store = await bench.CrashAsync();
            Expect.Equal(3, (await mirror.FollowAsync(store, 1)).Count, "the changes before a restart");
            await mirror.CompareAsync(store);
        }),

        new("A revision that a store did not give is answered with the present one", static async bench =>
        {
            var store = await bench.OpenAsync();
            await store.StoreAsync("x");
            var present = await store.Reader.GetRevisionAsync();
            foreach (var foreign in (long[])[present + 1, long.MaxValue, -1, long.MinValue])
            {
                var page = await store.Reader.GetChangesAsync(foreign, 1);
                Expect.Equal((0, present, false, true), (page.Changes.Count, page.Revision, page.HasMore, page.IsBehind), $"the changes since {foreign}");
            }
        }),

        new("A revision from before a rebuild is answered with the present one", static async bench =>
        {
            if (bench.Maintenance is not { } maintenance) return;
            var store = await bench.OpenAsync();
            List<long> given = [await store.Reader.GetRevisionAsync()];
            for (uint uid = 1; uid < 5; uid++)
            {
                await store.StoreAsync($"{uid}", uid);
                given.Add(await store.Reader.GetRevisionAsync());
            }

            await bench.CloseAsync();
            await maintenance.RebuildAsync(StoreBench.Account);
            store = await bench.OpenAsync();
            foreach (var revision in given)
                Expect.True((await store.Reader.GetChangesAsync(revision, 9)).IsBehind, $"{revision} is taken for a revision of the rebuilt store.");
            var mirror = await FeedMirror.ReadAsync(store);
            await store.StoreAsync("later", 9);
            Expect.Equal(1, (await mirror.FollowAsync(store)).Count, "the changes after the rebuild");
        }),

        new("The last 10000 removals are told, and whoever is too late for others is told so", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x", 99_999);
            var start = await store.Reader.GetRevisionAsync();
            await FillAsync();
            var mirror = await FeedMirror.ReadAsync(store);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.FromRanges([new(1, RemovalsKept / 2)]))]);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.FromRanges([new(1, RemovalsKept)]))]);
            Expect.Equal(RemovalsKept, (await mirror.FollowAsync(store)).Count, "the removals told");
            await mirror.CompareAsync(store);
            await FillAsync();
            await mirror.FollowAsync(store);
            await store.CommitAsync([new MessagesVanished("INBOX", Sample.Validity, UidSet.FromRanges([new(1, RemovalsKept)]))]);
            await store.StoreAsync("yy", 1);
            Expect.Equal(RemovalsKept + 1, (await mirror.FollowAsync(store)).Count, "the changes told");
            await mirror.CompareAsync(store);
            var page = await store.Reader.GetChangesAsync(start, 9);
            Expect.True(page.IsBehind || page.Changes.Count == 1, "Who saw none of what was removed is behind, or is told what there is.");

            async Task FillAsync() =>
                await store.CommitAsync([.. Enumerable.Range(1, RemovalsKept).Select(uid => Sample.Added(key, (uint)uid))]);
        }),
    ];
}
