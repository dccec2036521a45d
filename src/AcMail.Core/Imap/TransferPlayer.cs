using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Plays what was done here to the places of messages: written down as under way, sent, and written down as the server answered.</summary>
sealed class TransferPlayer(ImapPassContext context)
{
    /// <summary>A command that is refused is tried in halves, so that one message does not stand in the way of others; so many refusals prove it for all.</summary>
    const int RefusalsBelieved = 8;

    static readonly MailFlags Deleted = new(SystemFlags.Deleted);

    readonly HashSet<long> _givenUp = [], _copied = [], _missed = [], _unnumbered = [];
    readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    readonly MessageUploader _uploads = new(context);
    Dictionary<string, StoredMailbox>? _held;
    bool _isUncounted;
    bool _hasMoved;

    /// <summary>The mailboxes that are no longer as they were listed.</summary>
    public IReadOnlySet<string> Touched => _touched;

    ImapLink Link => context.Link;

    IMailStore Store => context.Store;

    SyncPass Pass => context.Pass;

    // What the server is not trusted with goes while the pass runs.
    TransferAbilities Abilities => new(
        context.Link.Client.Capabilities.HasFlag(ImapCapabilities.Move), context.Link.Client.Capabilities.HasFlag(ImapCapabilities.UidPlus));

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
            else await PlayAsync(command, target, new(), cancellationToken).ConfigureAwait(false);
        }

        return plan.Commands.Count > 0;
    }

    /// <summary>Whether there is anything that can be played.</summary>
    /// <param name="listed">As above.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> CanPlayAsync(IReadOnlyDictionary<string, RemoteState?> listed, CancellationToken cancellationToken) =>
        (await PlanAsync(listed, cancellationToken).ConfigureAwait(false)).Commands.Count > 0;

    async Task<TransferPlan> PlanAsync(IReadOnlyDictionary<string, RemoteState?> listed, CancellationToken cancellationToken)
    {
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var left = transfers.Where(t => !_givenUp.Contains(t.Id) && !Pass.BrokenTransfers.IsGivenUp(t.Id));
        var mailboxes = listed.Keys.Where(m => !Pass.BrokenMailboxes.IsGivenUp(m)).ToHashSet(StringComparer.Ordinal);
        return TransferPlanner.Plan([.. left], mailboxes, Abilities);
    }

    async Task PlayAsync(TransferCommand command, RemoteState? target, List<MailFailure> refusals, CancellationToken cancellationToken)
    {
        if (command.Kind == TransferCommandKind.Move && !Abilities.Moves) command = command with { Kind = TransferCommandKind.CopyToMove };
        if (LeavePaused(command) is not { } due || await PrepareAsync(due, target, cancellationToken).ConfigureAwait(false) is not { } ready) return;
        if (await TrySendAsync(() => SendAsync(ready, cancellationToken), broken => AddBreak(ready, broken)).ConfigureAwait(false) is not { } failure) return;
        if (TransferPlanner.IsCopiedInstead(ready, failure, _hasMoved) && await TryCopyInsteadAsync(ready, cancellationToken).ConfigureAwait(false)) return;
        var isFinal = ready.Items.Count == 1 || refusals.Count >= RefusalsBelieved;
        await Store.CommitAsync([.. TransferFold.Refused(ready, forGood: isFinal && !TransferFailures.IsWorthWaiting(failure))], CancellationToken.None)
            .ConfigureAwait(false);
        if (isFinal || TransferFailures.IsWorthWaiting(failure))
        {
            refusals.Add(failure);
            GiveUp(ready, TransferFailures.Refused(ready, failure));
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
        if (FindObjection(copied, source) is not null) return false;
        if (await TrySendAsync(() => SendAsync(copied, cancellationToken), broken => AddBreak(copied, broken)).ConfigureAwait(false) is not null) return false;
        await Link.Observer.DistrustAsync(ServerPromise.Move, DistrustReason.Refused, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sends messages one by one. What is written down of them is written down for all at once.</summary>
    async Task PlayAppendsAsync(TransferCommand command, RemoteState? target, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(command, target, cancellationToken).ConfigureAwait(false) is not { } ready) return;
        _copied.ExceptWith(ready.Ids);
        var (taken, refused) = (new List<TakenMessage>(), new List<StoreChange>());
        var sizes = new KeptSizes(0, new Dictionary<uint, long>());
        try
        {
            foreach (var item in ready.Items)
            {
                var one = ready with { Items = [item] };
                if (await _uploads.FindObjectionAsync(one, cancellationToken).ConfigureAwait(false) is { } objection)
                {
                    refused.AddRange(TransferFold.Refused(one, forGood: false));
                    GiveUp(one, objection);
                    continue;
                }

                if (await TrySendAsync(
                    async () => taken.Add(await _uploads.AppendAsync(one, cancellationToken).ConfigureAwait(false)), broken => AddBreak(one, broken))
                    .ConfigureAwait(false) is not { } failure)
                    continue;
                refused.AddRange(TransferFold.Refused(one, forGood: false));
                var told = TransferFailures.Refused(one, failure);
                if (!TransferFailures.IsWorthWaiting(failure)) context.RefusedUploads.Add(one.Ids[0], told);
                GiveUp(one, told);
            }

            await TrySendAsync(
                async () => sizes = await _uploads.ReadSizesAsync(command.Target!, taken, cancellationToken).ConfigureAwait(false),
                broken => Pass.AddBreak(Pass.Open(command.Target!), broken)).ConfigureAwait(false);
        }
        finally
        {
            await Store.CommitAsync([.. refused, .. TransferFold.Taken(taken, sizes)], CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the source and writes down what is about to be sent; what a person took back meanwhile is left out.</summary>
    async Task<TransferCommand?> PrepareAsync(TransferCommand command, RemoteState? target, CancellationToken cancellationToken)
    {
        if (command.Target is { } wanted && (target is null || (_touched.Contains(wanted) && !Abilities.Expunges)))
            target = await CountAsync(wanted, cancellationToken).ConfigureAwait(false) ?? target;
        if (command.Source is { } source)
        {
            ImapFolder? opened = null;
            // Another client may have renamed or removed it since it was listed.
            if (await TrySendAsync(
                async () => opened = await Link.Observer.OpenAsync(source, cancellationToken).ConfigureAwait(false),
                broken => Pass.AddBreak(Pass.Open(source), broken)).ConfigureAwait(false) is { } failure)
            {
                GiveUp(command, TransferFailures.Refused(command, failure));
                return null;
            }

            // Its messages have other UIDs now; the pass over the mailbox takes these back.
            if (opened!.UidValidity != command.UidValidity || await WentBackAsync(source, opened, cancellationToken).ConfigureAwait(false)) return null;
            if (FindObjection(command, opened) is { } objection)
            {
                await Store.CommitAsync([.. TransferFold.Refused(command, forGood: true)], CancellationToken.None).ConfigureAwait(false);
                GiveUp(command, objection);
                return null;
            }

            _touched.Add(source);
        }

        if (command.Target is not null)
        {
            _touched.Add(command.Target);
            await Store.CommitAsync([TransferFold.Before(command, target)], cancellationToken).ConfigureAwait(false);
        }

        var still = (await Store.Sync.GetTransfersAsync(command.Ids, cancellationToken).ConfigureAwait(false)).Where(t => t.Target == command.Target)
            .Select(t => t.Id).ToHashSet();
        List<TransferItem> items = [.. command.Items.Where(i => still.Contains(i.Transfer.Id))];
        if (items.Count < command.Items.Count && command.Target is not null)
            await Store.CommitAsync([new TransfersFailed([.. command.Ids.Except(items.Select(i => i.Transfer.Id))])], cancellationToken).ConfigureAwait(false);
        return items.Count == 0 ? null : command with { Items = items };
    }

    /// <summary>The counters of a mailbox, or <see langword="null"/> where the server does not tell them, or not so that they can be read.</summary>
    async Task<RemoteState?> CountAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (_isUncounted) return null;
        RemoteState? counted = null;
        try
        {
            await TrySendAsync(
                async () => counted = await Link.Observer.Mailboxes.CountAsync(mailbox, cancellationToken).ConfigureAwait(false),
                broken => Pass.AddBreak(Pass.Open(mailbox), broken)).ConfigureAwait(false);
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e))
        {
            // Some servers leave names with spaces unquoted. That must keep nothing from being sent, and no new mail from coming.
            _isUncounted = true;
            if (!Link.Client.IsConnected) await Link.ReopenAsync(e, cancellationToken).ConfigureAwait(false);
        }

        return counted;
    }

    async Task<bool> WentBackAsync(string mailbox, ImapFolder opened, CancellationToken cancellationToken)
    {
        _held ??= (await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(m => m.Name, StringComparer.Ordinal);
        return _held.GetValueOrDefault(mailbox)?.Checkpoint is { } checkpoint
            && ImapPlanner.WentBack(checkpoint, opened.UidValidity, opened.UidNext?.Id ?? 0);
    }

    /// <summary>Why the server is not asked: MailKit would send a STORE of no flag, to which servers say OK, and the message would stay there.</summary>
    static MailFailure? FindObjection(TransferCommand command, ImapFolder opened) => command.Kind switch
    {
        var kind when !TransferPlanner.Takes(kind) => null,
        _ when opened.Access != FolderAccess.ReadWrite => TransferFailures.ReadOnly(command),
        TransferCommandKind.Move => null,
        _ => ImapFlags.Keeps(opened, Deleted) ? null : TransferFailures.NotDeletable(command),
    };

    async Task<MailFailure?> TrySendAsync(Func<Task> send, Action<MailFailure> addBreak)
    {
        try
        {
            await send().ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException)
        {
            return Link.Classify(e);
        }
        catch (Exception e) when (Link.Classify(e) is var failure && ReopeningPlanner.IsBreak(failure.Kind))
        {
            addBreak(failure);
            throw;
        }
    }

    void AddBreak(TransferCommand command, MailFailure failure)
    {
        foreach (var id in command.Ids) Pass.BrokenTransfers.Add(id);
        if (Pass.BrokenTransfers.IsGivenUp(command.Ids[0])) GiveUp(command, TransferFailures.Broken(command, failure));
    }

    async Task SendAsync(TransferCommand command, CancellationToken cancellationToken)
    {
        var source = await Link.Observer.Mailboxes.GetAsync(command.Source!, cancellationToken).ConfigureAwait(false);
        var uids = UidSets.To(source, command.Uids);
        var answered = command.Kind == TransferCommandKind.Remove
            ? await RemoveAsync(command, source, uids, cancellationToken).ConfigureAwait(false)
            : await TransferAsync(command, source, uids, cancellationToken).ConfigureAwait(false);
        StoreChange[] changes = [.. answered];
        await Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Move && changes.Any(c => c is not TransfersFailed))
        {
            _hasMoved = true;
            context.Trust.Kept(ServerPromise.Move);
        }

        Pass.Open(command.Source!).Uploaded += command.Items.Count - changes.OfType<TransfersFailed>().Sum(f => f.Transfers.Count);
    }

    async Task<IEnumerable<StoreChange>> TransferAsync(TransferCommand command, ImapFolder source, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        var target = await Link.Observer.Mailboxes.GetAsync(command.Target!, cancellationToken).ConfigureAwait(false);
        if (!Abilities.Expunges) return await TransferByNumberAsync(command, source, target, cancellationToken).ConfigureAwait(false);
        var map = command.Kind == TransferCommandKind.Move
            ? await source.MoveToAsync(uids, target, cancellationToken).ConfigureAwait(false)
            : await source.CopyToAsync(uids, target, cancellationToken).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Copy) _copied.UnionWith(command.Ids);
        var arrived = map.Keys.Zip(map.Values).ToDictionary(p => p.First.Id, p => p.Second.Id);
        return TransferFold.After(command, map.Values.FirstOrDefault().Validity, arrived);
    }

    /// <summary>What the server does not show is not sent. The comparison tells whether it is gone; shown neither to it, it is told.</summary>
    async Task<IEnumerable<StoreChange>> TransferByNumberAsync(
        TransferCommand command, ImapFolder source, ImapFolder target, CancellationToken cancellationToken)
    {
        var found = await new MessageNumbers(source).FindAsync(command.Uids, cancellationToken).ConfigureAwait(false);
        int[] numbers = [.. found.Values.Order()];
        // Of none, MailKit sends nothing.
        if (command.Kind == TransferCommandKind.Move) await source.MoveToAsync(numbers, target, cancellationToken).ConfigureAwait(false);
        else await source.CopyToAsync(numbers, target, cancellationToken).ConfigureAwait(false);
        TransferItem[] unshown = [.. command.Items.Where(i => !found.ContainsKey(i.Uid))];
        if (command.Kind == TransferCommandKind.Copy) _copied.UnionWith(command.Ids.Except(unshown.Select(i => i.Transfer.Id)));
        TransferItem[] again = [.. unshown.Where(i => !_unnumbered.Add(i.Transfer.Id))];
        if (again.Length > 0) GiveUp(command with { Items = again }, TransferFailures.NotShown(command with { Items = again }));
        return TransferFold.After(command, UidSet.Of(found.Keys));
    }

    async Task<IEnumerable<StoreChange>> RemoveAsync(TransferCommand command, ImapFolder source, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        await source.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken).ConfigureAwait(false);
        // By their UIDs or not at all: a plain EXPUNGE would take along what other clients marked.
        if (Abilities.Expunges) await source.ExpungeAsync(uids, cancellationToken).ConfigureAwait(false);
        return [TransferFold.Removed(command, Abilities)];
    }

    /// <summary>
    /// Leaves alone what the server said that it took, and did not take, as far as that is still to be done; but a copy of which the original is gone is sent
    /// instead.
    /// </summary>
    public async Task GiveUpAsync(IReadOnlyList<StoredTransfer> notTaken, CancellationToken cancellationToken)
    {
        if (notTaken.Count == 0) return;
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        var sentTo = notTaken.DistinctBy(t => t.Id).ToDictionary(t => t.Id, t => t.Attempt!.Mailbox);
        var left = await Store.Sync.GetTransfersAsync([.. sentTo.Keys.Except(_copied)], cancellationToken).ConfigureAwait(false);
        GiveUp(left.Where(t => t.Attempt is null && t.Target == sentTo[t.Id]).ToLookup(t => t.Target!), pauses: t => t.Source is null);
    }

    /// <summary>
    /// Leaves alone what the server said that it moved, and what is where it was, once it was tried again in this pass. Its counter moved on: another client may
    /// have put back what was moved, or the server moves other messages.
    /// </summary>
    public void GiveUpMissed(IReadOnlyList<StoredTransfer> missed) => GiveUp(
        missed.DistinctBy(t => t.Id).Where(t => !_missed.Add(t.Id) && !_givenUp.Contains(t.Id)).ToLookup(t => t.Attempt!.Mailbox), pauses: _ => true);

    /// <summary>Tells, by mailbox, what the server only said that it took, and leaves it alone; some of it in the next passes too.</summary>
    void GiveUp(ILookup<string, StoredTransfer> notTaken, Func<StoredTransfer, bool> pauses)
    {
        foreach (var transfers in notTaken)
        {
            var failure = TransferFailures.NotTaken(transfers.Key, transfers.Count());
            foreach (var paused in transfers.Where(pauses)) context.RefusedUploads.Add(paused.Id, failure);
            _givenUp.UnionWith(transfers.Select(t => t.Id));
            Pass.AddProblem(Pass.Open(transfers.Key), null, failure, transfers.Count());
        }
    }

    /// <summary>The command without what came to nothing in former passes, and is tried with growing pauses; that is told each time.</summary>
    TransferCommand? LeavePaused(TransferCommand command)
    {
        var due = command.Items.ToLookup(i => context.RefusedUploads.Find(i.Transfer.Id) is null);
        if (!due[false].Any()) return command;
        var paused = command with { Items = [.. due[false]] };
        GiveUp(paused, context.RefusedUploads.Find(paused.Ids[0]) ?? TransferFailures.NotTaken(command.Target!, paused.Items.Count));
        return due[true].Any() ? command with { Items = [.. due[true]] } : null;
    }

    void GiveUp(TransferCommand command, MailFailure failure)
    {
        _givenUp.UnionWith(command.Ids);
        Pass.AddProblem(Pass.Open(command.Source ?? command.Target!), NameOf(command), failure, command.Items.Count);
    }

    async Task GiveBackAsync(StoredTransfer transfer)
    {
        Pass.AddProblem(Pass.Open(transfer.Target!), null, TransferFailures.NotHeld(transfer.Target!));
        await Store.CommitAsync([new MessageRestored(transfer.Message!.Id)], CancellationToken.None).ConfigureAwait(false);
    }

    static string? NameOf(TransferCommand command) => command.Items is [{ Uid: > 0 } only] ? $"{only.Uid}" : null;
}
