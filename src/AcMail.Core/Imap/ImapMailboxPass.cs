using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>One pass over one mailbox: send, observe, compare, download, and post what it changes; the checkpoint comes last.</summary>
sealed class ImapMailboxPass
{
    const int MostRungs = 5;

    readonly ImapPassContext _context;
    readonly MarkPlayer _player;
    readonly FlagPoster _flags;
    readonly ImapDownloader _downloader;
    readonly MailboxResync _resync;
    readonly MailboxSweep _sweep;
    readonly RemovalGuard _guard;
    readonly UnmirroredPass _unmirrored;
    readonly HashSet<string> _told = new(StringComparer.Ordinal);
    readonly List<StoredTransfer> _notTaken = [], _missed = [];

    public ImapMailboxPass(ImapPassContext context)
    {
        _context = context;
        _player = new(context.Store, context.Writer, context.Pass, context.Link.Classify);
        _flags = new(context);
        _downloader = new(context, new(context));
        _resync = new(context, _flags);
        _sweep = new(context, new(context), _flags, _downloader);
        _guard = new(context);
        _unmirrored = new(context, _player, _flags, _downloader);
    }

    /// <param name="work">The mailbox.</param>
    /// <param name="marks">The messages of this mailbox whose flags were changed here.</param>
    /// <param name="partials">The messages of this mailbox whose bodies are missing and are to be kept.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RunAsync(
        MailboxWork work, IReadOnlyList<StoredMark> marks, IReadOnlyList<StoredPartials> partials, CancellationToken cancellationToken)
    {
        _context.Pass.Report(SyncStage.Comparing, work.Tally);
        await CompareAsync(work, marks, partials, cancellationToken).ConfigureAwait(false);
        if (work.IsIncomplete || !TransferPlanner.IsAnswered(work.Transfers, work.Name, work.UidValidity, work.Missing)) return;
        var notTaken = TransferPlanner.NotTaken(work.Transfers, work.Name, work.View.State, work.Known.Union(work.Shown));
        _notTaken.AddRange(notTaken);
        if (notTaken.Count > 0) await _context.Writer.PostAsync(new TransfersFailed([.. notTaken.Select(t => t.Id)]), cancellationToken).ConfigureAwait(false);
        await MissAsync(work, cancellationToken).ConfigureAwait(false);
        await _context.Writer.PostAsync(new AttemptsMissed(work.Name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What the server was found not to have taken, though it said so, since this was asked last; and the moves that it said it had made, and that are where they
    /// were.
    /// </summary>
    public (IReadOnlyList<StoredTransfer> NotTaken, IReadOnlyList<StoredTransfer> Missed) TellNotTaken()
    {
        (StoredTransfer[], StoredTransfer[]) told = ([.. _notTaken], [.. _missed]);
        _notTaken.Clear();
        _missed.Clear();
        return told;
    }

    /// <summary>Sees to it that no copy or move is dropped because the server took another message for it.</summary>
    async Task MissAsync(MailboxWork work, CancellationToken cancellationToken)
    {
        var (moves, copies, lost) = TransferPlanner.Missed(work.Transfers, work.Name);
        if (moves.Count + copies.Count + lost.Count == 0) return;
        // Which of them arrived is written down by now.
        await _context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        var left = await _context.Store.Sync.GetTransfersAsync([.. work.Transfers.Select(t => t.Id)], cancellationToken).ConfigureAwait(false);
        (moves, copies, lost) = TransferPlanner.Missed(left, work.Name);
        _missed.AddRange(moves);
        if (copies.Count > 0) await _context.Writer.PostAsync(new TransfersFailed([.. copies.Select(t => t.Id)]), cancellationToken).ConfigureAwait(false);
        if (lost.Count > 0) _context.Pass.AddProblem(work.Tally, null, TransferFailures.NotCopied(work.Name, lost.Count), lost.Count);
    }

    async Task CompareAsync(
        MailboxWork work, IReadOnlyList<StoredMark> marks, IReadOnlyList<StoredPartials> partials, CancellationToken cancellationToken)
    {
        for (var rung = 1; ; rung++)
        {
            try
            {
                if (work.IsMirrored) await CompareOnceAsync(work, marks, partials, cancellationToken).ConfigureAwait(false);
                else await _unmirrored.RunAsync(work, marks, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (BrokenPromiseException e) when (rung < MostRungs)
            {
                // One rung lower, from what is durable by then.
                await _context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                await _context.GiveUpAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async Task CompareOnceAsync(
        MailboxWork work, IReadOnlyList<StoredMark> marks, IReadOnlyList<StoredPartials> partials, CancellationToken cancellationToken)
    {
        var scanDue = _context.Pass.Scope.Depth == PassDepth.Everything || ImapPlanner.IsScanDue(work.Stored, _context.Now);
        // What is about to be sent is written down beside the opening, for the mailbox as it was numbered when it was last seen.
        var expected = MarkPlanner.Playable(marks, work.Stored.Checkpoint?.UidValidity ?? 0);
        await Task.WhenAll(
            SelectAsync(work, marks.Count > 0, scanDue, cancellationToken),
            _player.AnnounceAsync(work.Name, expected, cancellationToken)).ConfigureAwait(false);
        var playable = MarkPlanner.Playable(marks, work.View.State.UidValidity);
        TellWithheld(work, Count(marks.Where(m => m.UidValidity == work.View.State.UidValidity)) - Count(playable));
        var highest = LadderMachine.Highest(_context.Link.Client.Capabilities, _context.Link.Observer.QuickResyncEnabled);
        // What STATUS would have proved, where mod-sequences are trusted; so no list of what is held is read for nothing.
        if (!scanDue && highest != ResyncMethod.FlagScan && work.IsPassedOver(work.View.State, PassDepth.Usual, _context.Now)) return;
        if (work.View.State.UidValidity != work.Stored.Checkpoint?.UidValidity)
            await _player.AnnounceAsync(work.Name, playable, cancellationToken).ConfigureAwait(false);
        work.Sent = playable.Count == 0 ? [] : await _player.PlayAsync(work.Folder, playable, work.Tally, cancellationToken).ConfigureAwait(false);
        var sent = MarkPlanner.Messages(work.Sent);
        work.Tally.Uploaded += (int)sent.Count;
        // What is observed from here on includes our own changes, so the counter that they moved is still one from before all fetching.
        if (sent.Count > 0)
            work.View = work.View with { State = work.View.State with { HighestModSeq = Math.Max(work.View.State.HighestModSeq, work.Folder.HighestModSeq) } };
        await BeginAsync(work, cancellationToken).ConfigureAwait(false);

        var accounted = work.Accounted.Count;
        var method = ImapPlanner.ChooseMethod(work.Stored, accounted, work.View.State, highest, scanDue, sent.Count > 0);
        if (method == ResyncMethod.None && (work.IsRenumbered || work.HasFormerOriginals)) method = ResyncMethod.FlagScan;
        var present = method == ResyncMethod.None ? work.Accounted : await FindAsync(work, method, cancellationToken).ConfigureAwait(false);
        if (sent.Except(work.Told) is { Count: > 0 } untold) await LookAtAsync(work, untold, cancellationToken).ConfigureAwait(false);
        work.IsIncomplete |= present is null;
        if (present is null) return;
        await FetchAsync(work, present, partials, cancellationToken).ConfigureAwait(false);
        if (method == ResyncMethod.None) return;
        await _guard.SettleAsync(work, present, cancellationToken).ConfigureAwait(false);
        if (!work.IsIncomplete) await FinishAsync(work, present, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says once in a pass that what was done here to the messages of the mailbox is not sent.</summary>
    void TellWithheld(MailboxWork work, int marks)
    {
        if (work.View.State.UidValidity != ImapPlanner.NoUidValidity) return;
        var withheld = marks + TransferPlanner.Withheld(work.Transfers, work.Name);
        if (withheld > 0 && _told.Add(work.Name)) _context.Pass.AddProblem(work.Tally, null, TransferFailures.Withheld(work.Name), withheld);
    }

    static int Count(IEnumerable<StoredMark> marks) => (int)marks.Sum(m => m.Uids.Count);

    async Task SelectAsync(MailboxWork work, bool writes, bool scanDue, CancellationToken cancellationToken)
    {
        var since = writes || scanDue || work.Stored.Checkpoint is not { ChangedSince: > 0 } || !MailboxResync.FitsOneAnswer(work.Stored)
            ? null
            : work.Stored.Checkpoint;
        var observer = _context.Link.Observer;
        work.View = since is null
            ? await observer.SelectAsync(work.Name, writes, null, cancellationToken).ConfigureAwait(false)
            : await _context.RelyAsync(
                ServerPromise.QuickResync, () => observer.SelectAsync(work.Name, writes, since, cancellationToken)).ConfigureAwait(false);
        var known = work.Stored.Checkpoint?.UidValidity;
        if (known is null || IsAsBefore()) return;
        // Some servers tell another UIDVALIDITY where a mailbox is only looked at.
        var examined = work.View.State.UidValidity;
        if (work.Folder.Access != MailKit.FolderAccess.ReadWrite) work.View = await observer.SelectAsync(work.Name, true, null, cancellationToken).ConfigureAwait(false);
        if (work.View.State.UidValidity != examined)
            await observer.DistrustAsync(ServerPromise.Examine, DistrustReason.Contradicted, cancellationToken).ConfigureAwait(false);
        if (IsAsBefore()) return;
        await _context.Owner.EnsureNotRenewedAsync(_context.Link, cancellationToken).ConfigureAwait(false);
        work.View = await observer.SelectAsync(work.Name, true, null, cancellationToken).ConfigureAwait(false);

        bool IsAsBefore() => work.View.State.UidValidity == known
            && !ImapPlanner.WentBack(work.Stored.Checkpoint!, work.View.State.UidValidity, work.View.State.UidNext);
    }

    async Task BeginAsync(MailboxWork work, CancellationToken cancellationToken)
    {
        var validity = work.View.State.UidValidity;
        var known = await _context.Store.Reader.GetUidsAsync(work.Name, validity, cancellationToken).ConfigureAwait(false);
        work.Begin(validity, known, work.Stored.Placements);
        await TakeBackAsync(work, TransferPlanner.Renumbered(work.Transfers, work.Name, validity), cancellationToken).ConfigureAwait(false);
        foreach (var outdated in QuarantinePlanner.Outdated(work.Quarantine, validity))
            await _context.Writer.PostAsync(outdated, cancellationToken).ConfigureAwait(false);
        // What waits under a former number must not be let go under the new one.
        if (work.Removal is { } removal && removal.UidValidity != validity)
            await _context.Store.CommitAsync([new RemovalsHeld(removal with { Uids = UidSet.Empty, Others = 0 })], cancellationToken).ConfigureAwait(false);
        if (work.Folder.Id is { } id && MailboxIds.IsOne(id) && id != work.Stored.ObjectId)
        {
            var (name, delimiter, role, selectable, _, _, _) = work.Stored;
            await _context.Writer.PostAsync(new MailboxListed(name, delimiter, role, selectable) { ObjectId = id }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What was done to messages that have other UIDs now is taken back before they are linked again, so that they keep their ids.</summary>
    async Task TakeBackAsync(MailboxWork work, IReadOnlyList<StoredTransfer> renumbered, CancellationToken cancellationToken)
    {
        if (renumbered.Count == 0) return;
        await _context.Store.CommitAsync([.. renumbered.Select(t => new MessageRestored(t.Message!.Id))], cancellationToken).ConfigureAwait(false);
        _context.Pass.AddProblem(work.Tally, null, TransferFailures.Renumbered(work.Name, renumbered.Count), renumbered.Count);
    }

    /// <summary>What is on the server, by the best means; <see langword="null"/> where that cannot be told.</summary>
    async Task<UidSet?> FindAsync(MailboxWork work, ResyncMethod method, CancellationToken cancellationToken)
    {
        if (method != ResyncMethod.FlagScan)
        {
            var present = await _resync.RunAsync(work, method, cancellationToken).ConfigureAwait(false);
            if (present is not null && work.Checkpoint!.Floor > 0)
                present = await _sweep.RunAsync(work, present.Intersect(UidSet.FromRanges([new(work.Checkpoint.Floor, uint.MaxValue)])), cancellationToken)
                    .ConfigureAwait(false);
            if (present is not null || work.IsIncomplete) return present;
        }

        return await _sweep.RunAsync(work, null, cancellationToken).ConfigureAwait(false);
    }

    // A change that took effect is among those reported since; a server may say OK and keep nothing.
    async Task LookAtAsync(MailboxWork work, UidSet sent, CancellationToken cancellationToken) =>
        await _flags.PostAsync(
            work, await _context.Lister(work).FetchAsync(sent, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Fetches what is on the server and not here, what it did not give out before, and the bodies that are to be kept.</summary>
    async Task FetchAsync(MailboxWork work, UidSet present, IReadOnlyList<StoredPartials> partials, CancellationToken cancellationToken)
    {
        work.Shown = work.Shown.Union(present);
        await _downloader.DownloadNewAsync(work, present, cancellationToken).ConfigureAwait(false);
        var partial = partials.Where(p => p.UidValidity == work.UidValidity).Aggregate(UidSet.Empty, (all, p) => all.Union(p.Uids));
        if (!work.IsIncomplete) await _downloader.CompleteAsync(work, partial.Intersect(present), cancellationToken).ConfigureAwait(false);
    }

    async Task FinishAsync(MailboxWork work, UidSet present, CancellationToken cancellationToken)
    {
        var (validity, next, highest, _) = work.View.State;
        var checkpoint = new MailboxCheckpoint(validity, next, highest)
        {
            ChangedSince = ImapPlanner.ChangedSince(work.Checkpoint?.ChangedSince ?? 0, highest, work.HighestSeen, present.Count == 0),
            ScannedAt = work.WasScanned ? _context.Now.ToUniversalTime() : work.Checkpoint?.ScannedAt,
        };
        await _context.Writer.PostAsync(new MailboxCheckpointed(work.Name, checkpoint), cancellationToken).ConfigureAwait(false);
    }
}
