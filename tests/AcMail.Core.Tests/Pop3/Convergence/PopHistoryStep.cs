using CsCheck;

namespace AcMail.Core.Tests.Pop3.Convergence;

/// <summary>What happens next in a history: here, there, or between the two. What the numbers stand for depends on what there is by then: they choose among it.</summary>
sealed record PopHistoryStep(PopEvent Event, int One, int Other, bool Yes)
{
    static readonly Gen<PopEvent> Events = Gen.Frequency(
        (2, Gen.Const(PopEvent.Mark)), (3, Gen.Const(PopEvent.Move)), (2, Gen.Const(PopEvent.Copy)), (3, Gen.Const(PopEvent.Delete)),
        (1, Gen.Const(PopEvent.Append)), (1, Gen.Const(PopEvent.RenameMailbox)), (1, Gen.Const(PopEvent.DeleteMailbox)), (3, Gen.Const(PopEvent.Open)),
        (6, Gen.Const(PopEvent.Delivery)), (1, Gen.Const(PopEvent.DeliveryOfTheSame)), (2, Gen.Const(PopEvent.RemoteRemoval)),
        (1, Gen.Const(PopEvent.Renumbering)), (3, Gen.Const(PopEvent.Days)), (6, Gen.Const(PopEvent.Sync)), (1, Gen.Const(PopEvent.ClockBack)),
        (1, Gen.Const(PopEvent.Apply)), (4, Gen.Const(PopEvent.Meanwhile)), (3, Gen.Const(PopEvent.Cut)), (2, Gen.Const(PopEvent.LostReply)),
        (3, Gen.Const(PopEvent.Kill)), (2, Gen.Const(PopEvent.GiveUp)), (3, Gen.Const(PopEvent.Restart)), (1, Gen.Const(PopEvent.Rebuild)), (1, Gen.Const(PopEvent.Compact)));

    public static Gen<PopHistoryStep[]> Histories { get; } =
        Gen.Select(Events, Gen.Int[0, 30], Gen.Int[0, 30], Gen.Bool, (e, one, other, yes) => new PopHistoryStep(e, one, other, yes)).Array[3, 24];

    /// <summary>Whether it may happen in the middle of a pass.</summary>
    public bool IsAct => Event is PopEvent.Mark or PopEvent.Move or PopEvent.Delete or PopEvent.Delivery or PopEvent.RemoteRemoval;

    public override string ToString() => $"{Event}({One}, {Other}, {(Yes ? "yes" : "no")})";
}

enum PopEvent
{
    Mark,
    Move,
    Copy,
    Delete,
    Append,
    RenameMailbox,
    DeleteMailbox,
    Delivery,
    DeliveryOfTheSame,
    RemoteRemoval,
    Renumbering,
    Days,
    Open,
    Sync,
    ClockBack,
    Apply,

    /// <summary>A pass, in the middle of which what comes next in the history happens.</summary>
    Meanwhile,
    Cut,
    LostReply,
    Kill,
    GiveUp,
    Restart,
    Rebuild,
    Compact,
}
