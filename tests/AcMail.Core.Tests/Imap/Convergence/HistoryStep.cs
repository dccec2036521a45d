using CsCheck;

namespace AcMail.Core.Tests.Imap.Convergence;

/// <summary>What happens next in a history. What the numbers stand for depends on what there is by then: they choose among it.</summary>
sealed record HistoryStep(HistoryEvent Event, int One, int Other, bool Yes)
{
    static readonly Gen<HistoryEvent> Events = Gen.Frequency(
        (3, Gen.Const(HistoryEvent.Mark)), (4, Gen.Const(HistoryEvent.Move)), (2, Gen.Const(HistoryEvent.Copy)), (2, Gen.Const(HistoryEvent.Delete)),
        (2, Gen.Const(HistoryEvent.Append)), (1, Gen.Const(HistoryEvent.Undo)), (1, Gen.Const(HistoryEvent.CreateMailbox)), (1, Gen.Const(HistoryEvent.Open)),
        (1, Gen.Const(HistoryEvent.RenameMailbox)), (1, Gen.Const(HistoryEvent.DeleteMailbox)), (1, Gen.Const(HistoryEvent.Compact)),
        (3, Gen.Const(HistoryEvent.RemoteDelivery)), (3, Gen.Const(HistoryEvent.RemoteMark)), (3, Gen.Const(HistoryEvent.RemoteMove)),
        (1, Gen.Const(HistoryEvent.RemoteCopy)), (2, Gen.Const(HistoryEvent.RemoteRemoval)), (1, Gen.Const(HistoryEvent.RemoteMailbox)),
        (1, Gen.Const(HistoryEvent.RemoteRename)), (1, Gen.Const(HistoryEvent.RemoteMailboxRemoval)), (1, Gen.Const(HistoryEvent.RemoteUidValidity)),
        (6, Gen.Const(HistoryEvent.Sync)), (3, Gen.Const(HistoryEvent.Look)), (3, Gen.Const(HistoryEvent.Cut)), (2, Gen.Const(HistoryEvent.LostReply)),
        (3, Gen.Const(HistoryEvent.Kill)), (3, Gen.Const(HistoryEvent.GiveUp)), (8, Gen.Const(HistoryEvent.Meanwhile)), (2, Gen.Const(HistoryEvent.Restart)));

    public static Gen<HistoryStep[]> Histories { get; } =
        Gen.Select(Events, Gen.Int[0, 30], Gen.Int[0, 30], Gen.Bool, (e, one, other, yes) => new HistoryStep(e, one, other, yes)).Array[3, 18];

    /// <summary>Whether it may happen in the middle of a pass; a server that numbers messages anew ends the sessions that have them open.</summary>
    public bool IsAct => Event is < HistoryEvent.Sync and not HistoryEvent.RemoteUidValidity;

    public override string ToString() => $"{Event}({One}, {Other}, {(Yes ? "yes" : "no")})";
}

enum HistoryEvent
{
    Mark,
    Move,
    Copy,
    Delete,
    Append,
    Undo,
    CreateMailbox,
    RenameMailbox,
    DeleteMailbox,
    Open,
    Compact,
    RemoteDelivery,
    RemoteMark,
    RemoteMove,
    RemoteCopy,
    RemoteRemoval,
    RemoteMailbox,
    RemoteRename,
    RemoteMailboxRemoval,
    RemoteUidValidity,
    Sync,
    Look,
    Cut,
    LostReply,
    Kill,
    GiveUp,
    Restart,

    /// <summary>A pass, in the middle of which what comes next in the history happens.</summary>
    Meanwhile,
}
