using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Every kind of change, except <see cref="MessageFiled"/> and <see cref="MessageCopied"/>: what was applied once may be applied again after a crash.</summary>
static class Repeatable
{
    static readonly ContentKey Held = ContentKey.Of(Sample.Bytes("x"));

    public static IReadOnlyList<StoreChange> Changes { get; } =
    [
        new MailboxListed("INBOX", '.', MailboxRole.Inbox, true),
        new MailboxUnlisted("INBOX"),
        new MailboxCheckpointed("INBOX", new(8, 2, 3)),
        Sample.Added(Held, 9, flags: Sample.Seen, modSeq: 4),
        new FlagsObserved("INBOX", Sample.Validity, 1, Sample.Seen, 5),
        new MessageMarked(4, new(SystemFlags.Flagged, "a"), Sample.Seen),
        new MarksSending("INBOX", Sample.Validity, UidSet.Of(1), Sample.Seen),
        new MarksSent("INBOX", Sample.Validity, UidSet.Of(1), Sample.Seen, new(SystemFlags.Flagged)),
        new MarksRefused("INBOX", Sample.Validity, UidSet.Of(1), Sample.Seen),
        new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1)),
        new OtherValiditiesDropped("INBOX", 8),
        new MessageCompleted("u1", Held, Sample.Headers("x")),
        new PartialRenamed("u1", "u2"),
        new BodyTextIndexed(Held, Sample.Headers("x"), "texte"),
        new MessageRefiled(4, "Other"),
        new MessageOffered(4, "Other") { MayBeIn = "INBOX" },
        new MessageDiscarded(4),
        new MessageRestored(4),
        new TransfersAttempted([1], "Other", 7, 3, Takes: true),
        new TransfersAccepted([1]),
        new TransfersFailed([1]),
        new TransferArrived(1, 7, 9, LeftBehind: true),
        new AttemptsMissed("Other"),
        new RemovalsLeft([2]),
        new MailboxCreated("New", '/'),
        new MailboxRenamed("Other", "New"),
        new MailboxDiscarded("Empty"),
        new MailboxRestored("Former"),
        new MailboxRelocated("Other", "New"),
        new SubscriptionChosen("Other", true),
        new SubscriptionSettled("Other", true),
        new DropEntryRecorded(Sample.Dropped("u1", Held)),
        new DropEntryForgotten("u2"),
        new MaildropObserved(new() { Clock = Sample.Date, LoginDelay = 9 }),
        new OutboxAdvanced(1, OutboxState.SentCopyOwed, "250 ok") { Remainder = new(["c@x"], "450 later") },
        new MessageBodyAdded("INBOX", Sample.Validity, 4, Held, Sample.Headers("x")),
        new ReplicaClaimed("zoé@imap"),
        new ReplicaDetached(),
        new ServerDistrusted(Sample.Distrust),
        new ServerTrusted(ServerPromise.Search),
        new MessageQuarantined(Sample.Quarantined),
        new QuarantineLifted("INBOX", Sample.Validity, UidSet.Of(8)),
        new RemovalsHeld(new("INBOX", Sample.Validity, UidSet.Of(1), 2)),
    ];

    public static async Task CheckAsync(StoreBench bench, StoreChange change)
    {
        var once = await PrepareAsync(bench, "once", change);
        var twice = await PrepareAsync(bench, "twice", change);
        await once.Store.CommitAsync([once.Change]);
        await twice.Store.CommitAsync([twice.Change, twice.Change]);
        var expected = await StoreImage.ReadAsync(once.Store);
        StoreImage.Compare(expected, await StoreImage.ReadAsync(twice.Store), "after the change came twice in a commit");
        await twice.Store.CommitAsync([twice.Change]);
        StoreImage.Compare(expected, await StoreImage.ReadAsync(twice.Store), "after the change came again in another commit");
    }

    static async Task<(IMailStore Store, StoreChange Change)> PrepareAsync(StoreBench bench, string account, StoreChange change)
    {
        var store = await bench.OpenAsync(account);
        var key = await store.StoreAsync("x");
        var header = await store.AppendAsync("header");
        await store.CommitAsync(
        [
            Sample.Added(key, 2, validity: 6), Sample.Added(key, 3, mailbox: "Other"), new DropEntryRecorded(new("u2", DropState.Seen)),
            Sample.Filed(header, "Local") with { HeaderOf = new("u1", 9) }, Sample.Added(header, 4) with { HeaderOf = new("i4", 9) },
            new ServerDistrusted(Sample.Distrust with { Promise = ServerPromise.Search }), new MessageQuarantined(Sample.Quarantined with { Uid = 8 }),
        ]);
        await store.CommitAsync([Sample.Added(await store.AppendAsync("moved"), 20), Sample.Added(await store.AppendAsync("removed"), 21)]);
        var inbox = (await store.ListAsync("INBOX")).ToDictionary(m => m.Uid, m => m.Id);
        await store.CommitAsync(
        [
            new MessageRefiled(inbox[20], "Other"), new MessageDiscarded(inbox[21]), new MailboxListed("Empty", '/', MailboxRole.None, true),
            new MailboxListed("Former", '/', MailboxRole.None, true), new MailboxRenamed("Former", "Renamed"),
        ]);
        var transfers = await store.Sync.GetTransfersAsync();
        if (change is not TransfersAttempted) await store.CommitAsync([new TransfersAttempted([transfers[0].Id], "Other", 7, 3, Takes: true)]);
        var outgoing = await store.Outbox.EnqueueAsync(Sample.Outgoing(key));
        var filed = (await store.ListAsync("Local"))[0].Id;
        return (store, change switch
        {
            OutboxAdvanced c => c with { Id = outgoing },
            MessageRefiled c => c with { Id = filed },
            MessageMarked c => c with { Id = filed },
            MessageOffered c => c with { Id = filed },
            MessageDiscarded c => c with { Id = filed },
            MessageRestored c => c with { Id = inbox[20] },
            TransfersAttempted c => c with { Transfers = [transfers[0].Id] },
            TransfersAccepted => new TransfersAccepted([transfers[0].Id]),
            TransfersFailed => new TransfersFailed([transfers[0].Id]),
            TransferArrived c => c with { Transfer = transfers[0].Id },
            RemovalsLeft => new RemovalsLeft([transfers[1].Id]),
            _ => change,
        });
    }
}
