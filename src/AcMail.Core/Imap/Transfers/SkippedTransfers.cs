using AcMail.Storage;

namespace AcMail;

/// <summary>What a pass leaves alone of what was done here to the places of messages; each is told.</summary>
sealed class SkippedTransfers(ImapPassContext context)
{
    readonly HashSet<long> _ids = [], _missed = [], _unshown = [];

    public bool Contains(long transfer) => _ids.Contains(transfer);

    public void Add(TransferCommand command, MailFailure failure)
    {
        _ids.UnionWith(command.Ids);
        context.Pass.AddProblem(context.Pass.Open(command.Source ?? command.Target!), NameOf(command), failure, command.Items.Count);
    }

    /// <summary>The connection broke over the command; it is left alone the second time.</summary>
    public void AddBreak(TransferCommand command, MailFailure failure)
    {
        foreach (var id in command.Ids) context.Pass.BrokenTransfers.Add(id);
        if (context.Pass.BrokenTransfers.IsGivenUp(command.Ids[0])) Add(command, TransferFailures.Broken(command, failure));
    }

    /// <summary>Returns the command without what came to nothing in former passes, and is tried with growing pauses.</summary>
    public TransferCommand? AddPaused(TransferCommand command)
    {
        var due = command.Items.ToLookup(i => context.RefusedUploads.Find(i.Transfer.Attempted) is null);
        if (!due[false].Any()) return command;
        var paused = command with { Items = [.. due[false]] };
        Add(paused, context.RefusedUploads.Find(paused.Items[0].Transfer.Attempted) ?? TransferFailures.NotTaken(command.Target!, paused.Items.Count));
        return due[true].Any() ? command with { Items = [.. due[true]] } : null;
    }

    /// <summary>What the server does not show is not sent. The comparison tells whether it is gone; shown neither to it, it is told.</summary>
    public void AddUnshown(TransferCommand command, IEnumerable<TransferItem> unshown)
    {
        TransferItem[] again = [.. unshown.Where(i => !_unshown.Add(i.Transfer.Id))];
        if (again.Length > 0) Add(command with { Items = again }, TransferFailures.NotShown(command with { Items = again }));
    }

    /// <summary>What the server said that it took, and did not take. Of what is not held elsewhere the next passes pause too.</summary>
    public void AddUntaken(IEnumerable<StoredTransfer> untaken) => Add(untaken.ToLookup(t => t.Target!), pauses: t => t.Source is null);

    /// <summary>
    /// What the server said that it moved, and what is where it was, once it was tried again in this pass. Its counter moved on: another client may have put back
    /// what was moved, or the server moves other messages.
    /// </summary>
    public void AddMissed(IReadOnlyList<StoredTransfer> missed) => Add(
        missed.DistinctBy(t => t.Id).Where(t => !_missed.Add(t.Id) && !Contains(t.Id)).ToLookup(t => t.Attempt!.Mailbox), pauses: _ => true);

    void Add(ILookup<string, StoredTransfer> notTaken, Func<StoredTransfer, bool> pauses)
    {
        foreach (var transfers in notTaken)
        {
            var failure = TransferFailures.NotTaken(transfers.Key, transfers.Count());
            foreach (var paused in transfers.Where(pauses)) context.RefusedUploads.Add(paused.Attempted, failure);
            _ids.UnionWith(transfers.Select(t => t.Id));
            context.Pass.AddProblem(context.Pass.Open(transfers.Key), null, failure, transfers.Count());
        }
    }

    static string? NameOf(TransferCommand command) => command.Items is [{ Uid: > 0 } only] ? $"{only.Uid}" : null;
}
