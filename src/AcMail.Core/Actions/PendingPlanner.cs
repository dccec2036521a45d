using AcMail.Storage;

namespace AcMail;

/// <summary>Tells what the server does not know yet as the actions that a person did. Pure.</summary>
static class PendingPlanner
{
    public static IReadOnlyList<PendingAction> Tell(
        IReadOnlyList<MailboxStanding> standings, IReadOnlyList<StoredTransfer> transfers, IReadOnlyList<StoredMark> marks) =>
        [
            .. standings.SelectMany(Tell),
            // What a move left behind belongs to that move, and what stays on the server for good is done.
            .. transfers.Where(t => t is { Message: not null, IsLeft: false }).Select(Tell),
            .. marks.SelectMany(Tell),
        ];

    static IEnumerable<PendingAction> Tell(MailboxStanding standing)
    {
        PendingActionKind? kind = standing switch
        {
            { Here: null } => PendingActionKind.DeleteMailbox,
            { There: null } => PendingActionKind.CreateMailbox,
            _ when standing.Here != standing.There => PendingActionKind.RenameMailbox,
            _ => null,
        };
        if (kind is { } done) yield return new(done, standing.Here ?? standing.There!, null, false);
        if (standing is { Here: { } name, Subscribed: not null }) yield return new(PendingActionKind.Subscribe, name, null, false);
    }

    static IEnumerable<PendingAction> Tell(StoredMark mark) =>
        Enumerable.Repeat(new PendingAction(PendingActionKind.Mark, mark.Mailbox, null, !mark.Flags.Uncertain.IsEmpty), (int)mark.Uids.Count);

    static PendingAction Tell(StoredTransfer transfer)
    {
        var kind = transfer switch
        {
            { Target: null } => PendingActionKind.Delete,
            { Source: not null } => PendingActionKind.Move,
            { CopyOf: not null } => PendingActionKind.Copy,
            _ => PendingActionKind.Append,
        };
        return new(
            kind, transfer.Target ?? transfer.Source?.Mailbox ?? transfer.Attempt!.Mailbox, transfer.Message!.Id, transfer.Attempt is not null);
    }
}
