using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Plays what was done here to the places of messages: written down as under way, sent, and written down as the server answered.</summary>
sealed class TransferPlayer
{
    /// <summary>A command that is refused is tried in halves, so that one message does not stand in the way of others; so many refusals prove it for all.</summary>
    const int RefusalsBelieved = 8;

    readonly ImapPassContext _context;
    readonly SkippedTransfers _skipped;
    readonly TransferPreparer _preparer;
    readonly TransferSender _sender;
    readonly AppendPlayer _appends;

    public TransferPlayer(ImapPassContext context)
    {
        (_context, _skipped) = (context, new(context));
        (_preparer, _sender, _appends) = (new(context, _skipped), new(context, _skipped), new(context, _skipped));
    }

    /// <summary>The mailboxes that are no longer as they were listed.</summary>
    public IReadOnlySet<string> Touched => _preparer.Touched;

    /// <summary>Whether it was told in this pass why that is not done.</summary>
    public bool IsTold(long transfer) => _skipped.Contains(transfer);

    ImapLink Link => _context.Link;

    IMailStore Store => _context.Store;

    /// <summary>Plays what can be played; returns whether there was any.</summary>
    /// <param name="listed">The mailboxes of the server, with what was told of them.</param>
    /// <param name="cancellationToken">Cancels between two commands.</param>
    public async Task<bool> PlayAsync(IReadOnlyDictionary<string, RemoteState?> listed, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(listed, cancellationToken).ConfigureAwait(false);
        foreach (var transfer in plan.Impossible) await GiveBackAsync(transfer).ConfigureAwait(false);
        foreach (var command in plan.Commands)
        {
            var target = command.Target is { } name ? listed[name] : null;
            if (command.Kind == TransferCommandKind.Append) await PlayAppendsAsync(command, target, cancellationToken).ConfigureAwait(false);
            else await PlayAsync(command, target, [], cancellationToken).ConfigureAwait(false);
        }

        return plan.Commands.Count > 0;
    }

    /// <summary>Whether there is anything that can be played.</summary>
    /// <param name="listed">As above.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> CanPlayAsync(IReadOnlyDictionary<string, RemoteState?> listed, CancellationToken cancellationToken) =>
        (await PlanAsync(listed, cancellationToken).ConfigureAwait(false)).Commands.Count > 0;

    /// <summary>
    /// Leaves alone what the server said that it took, and did not take, as far as that is still to be done; but a copy of which the original is gone is sent
    /// instead.
    /// </summary>
    public async Task SkipUntakenAsync(IReadOnlyList<StoredTransfer> untaken, CancellationToken cancellationToken)
    {
        if (untaken.Count == 0) return;
        await _context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        var sentTo = untaken.DistinctBy(t => t.Id).ToDictionary(t => t.Id, t => t.Attempt!.Mailbox);
        var left = await Store.Sync.GetTransfersAsync([.. sentTo.Keys.Except(_sender.Copied)], cancellationToken).ConfigureAwait(false);
        _skipped.AddUntaken(left.Where(t => t.Attempt is null && t.Target == sentTo[t.Id]));
    }

    /// <inheritdoc cref="SkippedTransfers.AddMissed"/>
    public void SkipMissed(IReadOnlyList<StoredTransfer> missed) => _skipped.AddMissed(missed);

    async Task<TransferPlan> PlanAsync(IReadOnlyDictionary<string, RemoteState?> listed, CancellationToken cancellationToken)
    {
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var left = transfers.Where(t => !_skipped.Contains(t.Id) && !_context.Pass.BrokenTransfers.IsGivenUp(t.Id));
        var mailboxes = listed.Keys.Where(m => !_context.Pass.BrokenMailboxes.IsGivenUp(m)).ToHashSet(StringComparer.Ordinal);
        return TransferPlanner.Plan([.. left], mailboxes, TransferAbilities.Of(Link.Client));
    }

    async Task PlayAppendsAsync(TransferCommand command, RemoteState? target, CancellationToken cancellationToken)
    {
        if (await _preparer.PrepareAsync(command, target, cancellationToken).ConfigureAwait(false) is not { } ready) return;
        _sender.Copied.ExceptWith(ready.Ids);
        await _appends.PlayAsync(ready, cancellationToken).ConfigureAwait(false);
    }

    async Task PlayAsync(TransferCommand command, RemoteState? target, List<MailFailure> refusals, CancellationToken cancellationToken)
    {
        if (command.Kind == TransferCommandKind.Move && !TransferAbilities.Of(Link.Client).Moves) command = command with { Kind = TransferCommandKind.CopyToMove };
        if (_skipped.AddPaused(command) is not { } due || await _preparer.PrepareAsync(due, target, cancellationToken).ConfigureAwait(false) is not { } ready) return;
        if (await TrySendAsync(ready, cancellationToken).ConfigureAwait(false) is not { } failure) return;
        if (TransferPlanner.IsCopiedInstead(ready, failure, _sender.HasMoved) && await TryCopyInsteadAsync(ready, cancellationToken).ConfigureAwait(false)) return;
        var isFinal = ready.Items.Count == 1 || refusals.Count >= RefusalsBelieved;
        if (isFinal && !TransferFailures.IsWorthWaiting(failure))
            await Link.TryAsync(() => _sender.TakeBackAsync(ready, cancellationToken), broken => _skipped.AddBreak(ready, broken)).ConfigureAwait(false);
        else
            await Store.CommitAsync([.. TransferFold.Refused(ready, forGood: false)], CancellationToken.None).ConfigureAwait(false);
        if (isFinal || TransferFailures.IsWorthWaiting(failure))
        {
            refusals.Add(failure);
            _skipped.Add(ready, TransferFailures.Refused(ready, failure));
            return;
        }

        foreach (var half in ready.Items.Chunk((ready.Items.Count + 1) / 2))
            await PlayAsync(ready with { Items = half }, target, refusals, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies what the server did not move, where it may be deleted afterwards; if that is taken, MOVE is not relied upon for a while.</summary>
    async Task<bool> TryCopyInsteadAsync(TransferCommand refused, CancellationToken cancellationToken)
    {
        var copied = refused with { Kind = TransferCommandKind.CopyToMove };
        var source = await Link.Observer.Mailboxes.GetAsync(copied.Source!, cancellationToken).ConfigureAwait(false);
        if (TransferPreparer.FindObjection(copied, source) is not null) return false;
        if (await TrySendAsync(copied, cancellationToken).ConfigureAwait(false) is not null) return false;
        await Link.Observer.DistrustAsync(ServerPromise.Move, DistrustReason.Refused, cancellationToken).ConfigureAwait(false);
        return true;
    }

    Task<MailFailure?> TrySendAsync(TransferCommand command, CancellationToken cancellationToken) =>
        Link.TryAsync(() => _sender.SendAsync(command, cancellationToken), broken => _skipped.AddBreak(command, broken));

    async Task GiveBackAsync(StoredTransfer transfer)
    {
        _context.Pass.AddProblem(_context.Pass.Open(transfer.Target!), null, TransferFailures.NotHeld(transfer.Target!));
        await Store.CommitAsync([new MessageRestored(transfer.Message!.Id)], CancellationToken.None).ConfigureAwait(false);
    }
}
