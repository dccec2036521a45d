using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Makes random steps over few mailboxes, UIDs and contents, so that changes meet. A new kind of change is one more line here.</summary>
static class SequenceGenerator
{
    const int MostChanges = 10;

    /// <summary>The id of no entry of the outbox.</summary>
    public const long NoEntry = 0;

    static readonly string[] Mailboxes = ["A", "B", "É"], Names = ["A", "B", "É", "A/x", "B/x"], UniqueIds = ["u1", "u2", "U1"], Rules = ["", "ForDays 60"];
    static readonly string[][] Leaving = [["b@x"], ["c@x"], ["d@x", "b@x"], ["d@x"]];
    static readonly string[][] Keywords = [[], [], ["$Junk"], ["b", "a"]];
    static readonly MailboxRole[] Roles = Enum.GetValues<MailboxRole>();
    static readonly OutboxState[] States = Enum.GetValues<OutboxState>();
    static readonly ServerPromise[] Promises = Enum.GetValues<ServerPromise>();
    static readonly DropState[] DropStates = Enum.GetValues<DropState>();

    static readonly (int Weight, Func<SeededRandom, StoreChange> Make)[] Changes =
    [
        (12, r => new MessageAdded(
            r.Of(Mailboxes), Validity(r), Uid(r), r.Of(SequenceContent.Keys), Flags(r), ModSeq(r), Date(r), MessageHeaders.None)
        {
            EmailId = r.Of(StoreImage.EmailIds), HeaderOf = r.Chance(20) ? new("place", r.Below(99)) : null,
        }),
        (2, r => new MessageBodyAdded(r.Of(Mailboxes), Validity(r), Uid(r), r.Of(SequenceContent.Keys), MessageHeaders.None)
        {
            EmailId = r.Of(StoreImage.EmailIds),
        }),
        (3, r => new MessageFiled(r.Of(Mailboxes), r.Of(Roles), r.Of(SequenceContent.Keys), Flags(r), Date(r), MessageHeaders.None)),
        (1, r => new MessageFiled(r.Of(Mailboxes), MailboxRole.None, r.Of(SequenceContent.Keys), Flags(r), Date(r), MessageHeaders.None)
        {
            AtMost = r.Below(4), HeaderOf = r.Chance(70) ? new(r.Of(UniqueIds), r.Below(99)) : null,
        }),
        (1, r => new MessageCompleted(r.Of(UniqueIds), r.Of(SequenceContent.Keys), MessageHeaders.None)),
        (1, r => new PartialRenamed(r.Of(UniqueIds), r.Of(UniqueIds))),
        (2, r => new BodyTextIndexed(r.Of(SequenceContent.Keys), MessageHeaders.None, r.Of(StoreImage.Texts)) { HasAttachments = r.Chance(50) }),
        (1, r => new MessageFiled(r.Of(Mailboxes), MailboxRole.None, r.Of(SequenceContent.Keys), Flags(r), Date(r), MessageHeaders.None) { IsUpload = true }),
        (5, r => new MessageRefiled(r.Below(12), r.Of(Mailboxes))),
        (3, r => new MessageCopied(r.Below(12), r.Of(Mailboxes))),
        (2, r => new MessageOffered(r.Below(12), r.Of(Mailboxes)) { MayBeIn = r.Chance(70) ? r.Of(Mailboxes) : null }),
        (3, r => new MessageDiscarded(r.Below(12))),
        (2, r => new MessageRestored(r.Below(12))),
        (4, r => new TransfersAttempted(Transfers(r), r.Of(Mailboxes), Validity(r), (uint)r.Below(9), r.Chance(50))),
        (1, r => new TransfersAccepted(Transfers(r))),
        (1, r => new TransfersFailed(Transfers(r))),
        (3, r => new TransferArrived(r.Below(8), Validity(r), Uid(r), r.Chance(50))),
        (2, r => new AttemptsMissed(r.Of(Mailboxes))),
        (1, r => new RemovalsLeft(Transfers(r))),
        (1, r => new MailboxCreated(r.Of(Names), r.Chance(50) ? '/' : null) { IsLocalOnly = r.Chance(10), Role = r.Of(Roles) }),
        (2, r => new MailboxRenamed(r.Of(Names), r.Of(Names)) { IsLocalOnly = r.Chance(10) }),
        (1, r => new MailboxDiscarded(r.Of(Names)) { IsLocalOnly = r.Chance(10) }),
        (1, r => new MailboxRestored(r.Of(Names))),
        (1, r => new MailboxRelocated(r.Of(Names), r.Of(Names))),
        (1, r => new SubscriptionChosen(r.Of(Names), r.Chance(50)) { IsLocalOnly = r.Chance(10) }),
        (1, r => new SubscriptionSettled(r.Of(Names), r.Chance(50))),
        (4, r => new FlagsObserved(r.Of(Mailboxes), Validity(r), Uid(r), Flags(r), ModSeq(r))),
        (3, r => new MessageMarked(r.Below(12), Flags(r), Flags(r)) { IsLocalOnly = r.Chance(20) }),
        (1, r => new MarksSending(r.Of(Mailboxes), Validity(r), Uids(r), Flags(r))),
        (1, r => new MarksSent(r.Of(Mailboxes), Validity(r), Uids(r), Flags(r), Flags(r))),
        (1, r => new MarksRefused(r.Of(Mailboxes), Validity(r), Uids(r), Flags(r))),
        (3, r => new MessagesVanished(r.Of(Mailboxes), Validity(r), Uids(r))),
        (1, r => new OtherValiditiesDropped(r.Of(Mailboxes), Validity(r))),
        (1, r => new MailboxUnlisted(r.Of(Names))),
        (2, r => new MailboxListed(r.Of(Names), r.Chance(50) ? '/' : null, r.Of(Roles), r.Chance(80))
        {
            Subscribed = r.Chance(30) ? r.Chance(50) : null, ObjectId = r.Chance(50) ? $"M{r.Below(2)}" : "",
        }),
        (2, r => new MailboxCheckpointed(r.Of(Mailboxes), new(Validity(r), Uid(r), ModSeq(r))
        {
            ChangedSince = ModSeq(r), Floor = Uid(r), ScannedAt = r.Chance(50) ? Date(r).ToUniversalTime() : null,
        })),
        (1, r => new ReplicaClaimed(r.Of(UniqueIds)) { IsAnothers = r.Below(2) == 0 }),
        (1, _ => new ReplicaDetached()),
        (1, r => new ServerDistrusted(Sample.Distrust with { Promise = r.Of(Promises), Times = r.Below(9) })),
        (1, r => new ServerTrusted(r.Of(Promises))),
        (1, r => new MessageQuarantined(
            Sample.Quarantined with { Mailbox = r.Of(Names), UidValidity = Validity(r), Uid = Uid(r), Attempts = r.Below(9) })),
        (1, r => new QuarantineLifted(r.Of(Names), Validity(r), Uids(r))),
        (1, r => new RemovalsHeld(new(r.Of(Names), Validity(r), Uids(r), r.Below(2)))),
        (2, r => new DropEntryRecorded(new(r.Of(UniqueIds), r.Of(DropStates))
        {
            Content = r.Chance(70) ? r.Of(SequenceContent.Keys) : null, Size = r.Below(9), DownloadedAt = Date(r), Rule = r.Of(Rules),
            Date = r.Chance(50) ? Date(r) : null, MissingSince = r.Chance(50) ? Date(r) : null, MissingCount = r.Below(3), Doubtful = r.Chance(50),
        })),
        (1, r => new DropEntryForgotten(r.Of(UniqueIds))),
        (1, r => new MaildropObserved(new()
        {
            Clock = Date(r), Leap = r.Chance(50) ? Date(r) : null, LoginDelay = r.Below(3), Owner = r.Chance(50) ? "u" : null,
        })),
        (1, r => new OutboxAdvanced(r.Below(6), r.Of(States), $"reply {r.Below(3)}")
        {
            From = r.Below(3) == 0 ? r.Of(States) : null, Remainder = r.Below(3) == 0 ? new([.. r.Of(Leaving)], $"later {r.Below(3)}") : null,
        }),
    ];

    static readonly (int Weight, Func<SeededRandom, StoreStep> Make)[] Steps =
    [
        (12, r => new StoreStep.Commit(MakeChanges(r))),
        (1, r => new StoreStep.Refused(MakeChanges(r))),
        (1, r => new StoreStep.Cancelled(MakeChanges(r))),
        (2, r => new StoreStep.Enqueue(r.Below(SequenceContent.Count))),
        (2, r => new StoreStep.Append(r.Below(SequenceContent.Count))),
        (1, _ => new StoreStep.Reopen()),
        (1, _ => new StoreStep.Crash()),
        (1, _ => new StoreStep.Compact()),
    ];

    public static IReadOnlyList<StoreStep> Make(SeededRandom random, int steps) =>
        [.. Enumerable.Range(0, steps).Select(_ => Pick(random, Steps))];

    static List<StoreChange> MakeChanges(SeededRandom random)
    {
        var changes = Enumerable.Range(0, random.Below(MostChanges)).Select(_ => Pick(random, Changes)).ToList();
        return [.. changes.Select(c => Describe(c))];
    }

    /// <summary>Gives a content the same headers wherever it is named.</summary>
    static StoreChange Describe(StoreChange change) => change switch
    {
        MessageAdded c => c with { Headers = Sample.Headers($"{c.Content}"[..8]) },
        MessageFiled c => c with { Headers = Sample.Headers($"{c.Content}"[..8]) },
        MessageBodyAdded c => c with { Headers = Sample.Headers($"{c.Content}"[..8]) },
        BodyTextIndexed c => c with { Headers = Sample.Headers($"{c.Content}"[..8]) },
        MessageCompleted c => c with { Headers = Sample.Headers($"{c.Content}"[..8]) },
        _ => change,
    };

    static T Pick<T>(SeededRandom random, (int Weight, Func<SeededRandom, T> Make)[] choices)
    {
        var at = random.Below(choices.Sum(c => c.Weight));
        foreach (var (weight, make) in choices)
        {
            if (at < weight) return make(random);
            at -= weight;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    static uint Validity(SeededRandom random) => (uint)random.Below(4);

    static List<long> Transfers(SeededRandom random) => [.. Enumerable.Range(0, random.Below(3)).Select(_ => (long)random.Below(8)).Distinct()];

    static UidSet Uids(SeededRandom random) => UidSet.Of(Enumerable.Range(0, random.Below(4)).Select(_ => Uid(random)));

    static uint Uid(SeededRandom random) => (uint)random.Below(9) + 1;

    static ulong ModSeq(SeededRandom random) => (ulong)random.Below(6);

    static DateTimeOffset Date(SeededRandom random) => Sample.Date.AddMinutes(random.Below(6));

    static MailFlags Flags(SeededRandom random) => new((SystemFlags)random.Below(32), random.Of(Keywords));
}
