using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// One pass over an account: what was done here to mailboxes and messages is played first (RFC 4549 §3), what may have been played before is looked for
/// before it is played again; then the mailboxes are compared, and those that were deleted here go last.
/// </summary>
sealed class ImapPass(ImapPassContext context, MailAccountSettings account, ILogger logger)
{
    /// <summary>What is played may leave something to be played once the mailboxes have been compared.</summary>
    const int MostRounds = 3;

    readonly TransferPlayer _player = new(context);
    readonly MailboxPlayer _mailboxPlayer = new(context);
    readonly ImapMailboxPass _mailboxPass = new(context);
    readonly HashSet<string> _renumbered = new(StringComparer.Ordinal), _barred = new(StringComparer.Ordinal);
    IReadOnlyList<RemoteMailbox> _going = [], _others = [];
    string? _lookedAt;

    IMailStore Store => context.Store;

    SyncPass Pass => context.Pass;

    public Task RunAsync(CancellationToken cancellationToken) =>
        // On a new connection, where nothing was listed yet, nobody knows what was missed, so everything is looked at.
        Pass.Scope.IsBrief && Pass.Scope.Mailboxes.All(m => context.Link.Observer.Mailboxes.Find(m) is not null)
            ? LookAsync(Pass.Scope.Mailboxes, cancellationToken)
            : RunWholeAsync(cancellationToken);

    /// <summary>Looks at these mailboxes alone.</summary>
    async Task LookAsync(IReadOnlyCollection<string> mailboxes, CancellationToken cancellationToken)
    {
        var held = await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemoteMailbox> wanted = [.. held.Where(m => m.Selectable && mailboxes.Contains(m.Name))
            .Select(m => new RemoteMailbox(new(m.Name, m.Delimiter, m.Role, m.Selectable), null))];
        await CompareAsync(wanted, _ => true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks at the inbox before the mailboxes are listed, where that is cheaper and nothing was done here that is to be played first.</summary>
    async Task LookAtInboxAsync(CancellationToken cancellationToken)
    {
        if (Pass.Scope.Depth == PassDepth.Everything || !context.Link.Observer.QuickResyncEnabled) return;
        var held = await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (MailboxListPlanner.Inbox(held, context.Settings) is not { } inbox) return;
        if (!ImapPlanner.IsInboxFirst(inbox, context.Settings.OpeningCost, context.Link.Observer.RoundTrip)) return;
        // On a connection that met it already it may be open, or STATUS has been paid for.
        if (context.Link.Observer.Mailboxes.Find(inbox.Name) is not null) return;
        if ((await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false)).Count > 0) return;
        if ((await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Count > 0) return;
        await LookAsync([inbox.Name], cancellationToken).ConfigureAwait(false);
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        _lookedAt = inbox.Name;
    }

    async Task RunWholeAsync(CancellationToken cancellationToken)
    {
        await LookAtInboxAsync(cancellationToken).ConfigureAwait(false);
        for (var round = 0; await RunOnceAsync(cancellationToken).ConfigureAwait(false) && round < MostRounds; round++)
            await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does everything there is to do; returns whether it turned out that mailboxes are to be created, or compared, that were not before.</summary>
    async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        Pass.Report(SyncStage.Listing);
        var standings = await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
        if (standings.Count > 0) await _mailboxPlayer.PlayAsync(standings, cancellationToken).ConfigureAwait(false);
        // Whoever creates one of that name again has the server asked.
        else context.RefusedMailboxes.Keep(_ => false);
        var (list, deletions) = (new MailboxListPass(context), MailboxPlanner.Deletions(standings));
        var listed = (await list.RunAsync(deletions, cancellationToken).ConfigureAwait(false)).Where(m => m.Mailbox.Selectable)
            .ToLookup(m => deletions.Contains(m.Mailbox.Name));
        var others = list.Others.ToLookup(m => deletions.Contains(m.Mailbox.Name));
        IReadOnlyList<RemoteMailbox> wanted = [.. listed[false]];
        (_going, _others) = ([.. listed[true], .. others[true]], [.. others[false]]);
        foreach (var (mailbox, _) in wanted) Pass.Open(mailbox.Name, mailbox.Role);

        var (isAny, played) = await PlayAsync(wanted, cancellationToken).ConfigureAwait(false);
        var sent = played ? await ReadSentAsync(cancellationToken).ConfigureAwait(false) : [];
        await CompareAsync(wanted, m => m != _lookedAt, cancellationToken).ConfigureAwait(false);
        _lookedAt = null;
        var isLeft = played || _renumbered.Count > 0;
        for (var round = 1; isLeft && round < MostRounds; round++)
        {
            await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            await SkipUntakenAsync(cancellationToken).ConfigureAwait(false);
            if (round == 1 && sent.Count > 0) await TellLostAsync(sent, cancellationToken).ConfigureAwait(false);
            isLeft = await _player.PlayAsync(States(wanted), cancellationToken).ConfigureAwait(false);
            // What arrived meanwhile, or has its number only since, may have been marked here.
            if (round == 1 && !isLeft)
                isLeft = (await Store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false)).Any(m => HasChanged(m.Mailbox));
            if (isLeft) await CompareAsync(wanted, HasChanged, cancellationToken).ConfigureAwait(false);
        }

        await SkipUntakenAsync(cancellationToken).ConfigureAwait(false);
        if (list.NotMirrored.Count > 0) await TellBarredAsync(list.NotMirrored, cancellationToken).ConfigureAwait(false);
        if (standings.Count == 0 && !isAny) return false;
        // A mailbox that another client removed, and that something was put into here, is to be there again.
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        var left = await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
        // One that was to go and no longer is was not compared.
        var isAnyBack = deletions.Except(MailboxPlanner.Deletions(left), StringComparer.Ordinal).Any();
        isAnyBack |= left.Count > 0 && await _mailboxPlayer.DeleteAsync(left, cancellationToken).ConfigureAwait(false);
        return isAnyBack || (standings.Count > 0 && _mailboxPlayer.IsAnyPostponed)
            // What was to be copied out of a mailbox that is gone is to be sent instead.
            || (left.Count > 0 && await _player.CanPlayAsync(States(wanted), cancellationToken).ConfigureAwait(false))
            || left.Any(s => s is { Here: not null, There: null } && !standings.Contains(s));
    }

    /// <summary>
    /// Says what waits for a mailbox that is not mirrored: what cannot be played there, and what was done to messages that are no longer there, would wait without
    /// an end, and be taken for done.
    /// </summary>
    async Task TellBarredAsync(IReadOnlySet<string> notMirrored, CancellationToken cancellationToken)
    {
        if ((await ReadBarredAsync(notMirrored, cancellationToken).ConfigureAwait(false)).Count == 0) return;
        // What was played is written down by now.
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (mailbox, count) in await ReadBarredAsync(notMirrored, cancellationToken).ConfigureAwait(false))
            if (_barred.Add(mailbox)) Pass.AddProblem(Pass.Open(mailbox), null, TransferFailures.NotMirrored(mailbox, count), count);
    }

    async Task<IReadOnlyDictionary<string, int>> ReadBarredAsync(IReadOnlySet<string> notMirrored, CancellationToken cancellationToken)
    {
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return TransferPlanner.Barred(transfers, await Store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false), notMirrored);
    }

    async Task SkipUntakenAsync(CancellationToken cancellationToken)
    {
        var (notTaken, missed) = _mailboxPass.TellNotTaken();
        await _player.SkipUntakenAsync([.. notTaken.Where(IsFromMirrored)], cancellationToken).ConfigureAwait(false);
        _player.SkipMissed([.. missed.Where(IsFromMirrored)]);
    }

    /// <summary>What was moved out of a mailbox that is not mirrored may have been gone there before, and nobody knew.</summary>
    bool IsFromMirrored(StoredTransfer transfer) => _others.All(o => o.Mailbox.Name != transfer.Source?.Mailbox);

    /// <summary>Looks where something was sent and not heard of, then plays what is to be played; returns whether there was anything, and any of it played.</summary>
    async Task<(bool IsAny, bool Played)> PlayAsync(IReadOnlyList<RemoteMailbox> wanted, CancellationToken cancellationToken)
    {
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (transfers.Count == 0) return (false, false);
        var inDoubt = TransferPlanner.InDoubt(transfers);
        // Where a connection broke over what was played, that comes after all else: it may break every one.
        var isAllFirst = Pass.BrokenTransfers.IsAny;
        if (isAllFirst || inDoubt.Count > 0) await CompareAsync(wanted, m => isAllFirst || inDoubt.Contains(m), cancellationToken).ConfigureAwait(false);
        // Of an earlier pass: it is sent by this one.
        _mailboxPass.TellNotTaken();
        // What is written down about a mailbox wants the mailbox to be there.
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return (true, await _player.PlayAsync(States(wanted), cancellationToken).ConfigureAwait(false) || inDoubt.Count > 0);
    }

    /// <summary>The moves of which the server said OK and nothing more.</summary>
    async Task<IReadOnlyList<StoredTransfer>> ReadSentAsync(CancellationToken cancellationToken) =>
        [.. (await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            .Where(t => t is { Attempt.Accepted: true, Source: not null, Message: not null, Target: not null })];

    /// <summary>Says which of them turned out to be nowhere: they had gone from where they were before they could be moved.</summary>
    async Task TellLostAsync(IReadOnlyList<StoredTransfer> sent, CancellationToken cancellationToken)
    {
        var places = await Store.Sync.LocateAsync([.. sent.Select(t => t.Message!.Id)], cancellationToken).ConfigureAwait(false);
        foreach (var lost in sent.ExceptBy(places.Select(p => p.Id), t => t.Message!.Id).GroupBy(t => t.Source!.Mailbox))
            Pass.AddProblem(Pass.Open(lost.Key), null, TransferFailures.Overtaken(lost.Key, lost.Count()), lost.Count());
    }

    /// <summary>Whether something was played in the mailbox, or its messages got other numbers, so that more may have become possible.</summary>
    bool HasChanged(string mailbox) => _player.Touched.Contains(mailbox) || _renumbered.Contains(mailbox);

    /// <summary>Those that something is moved into or out of. One that was deleted here is to be empty on the server before it goes there.</summary>
    Dictionary<string, RemoteState?> States(IReadOnlyList<RemoteMailbox> wanted) =>
        wanted.Concat(_others).Concat(_going).ToDictionary(m => m.Mailbox.Name, m => m.State, StringComparer.Ordinal);

    async Task CompareAsync(IReadOnlyList<RemoteMailbox> wanted, Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var held = (await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(m => m.Name, StringComparer.Ordinal);
        var memory = await Store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false);
        var marks = (await Store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Mailbox);
        var partials = (await ReadPartialsAsync(cancellationToken).ConfigureAwait(false)).ToLookup(p => p.Mailbox);
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var inDoubt = TransferPlanner.InDoubt(transfers);
        // Of what is not mirrored, only that which was done here concerns us.
        var unmirrored = _others.Where(m => marks.Contains(m.Mailbox.Name) || inDoubt.Contains(m.Mailbox.Name)).ToHashSet();
        var meant = wanted.Concat(unmirrored).Where(m => isMeant(m.Mailbox.Name) && !Pass.BrokenMailboxes.IsGivenUp(m.Mailbox.Name));
        // One that a connection broke over comes after all others: it may break the next.
        foreach (var remote in meant.OrderBy(m => Pass.BrokenMailboxes.Contains(m.Mailbox.Name)))
        {
            var ((mailbox, state), name) = (remote, remote.Mailbox.Name);
            var local = held.GetValueOrDefault(name) ?? new(name, mailbox.Delimiter, mailbox.Role, true, null, 0, 0) { ObjectId = mailbox.ObjectId };
            var work = new MailboxWork(local, Pass.Open(name, local.Role), memory, transfers)
            {
                IsMirrored = !unmirrored.Contains(remote),
                IsWanted = marks.Contains(name) || partials.Contains(name) || inDoubt.Contains(name) || _player.Touched.Contains(name),
            };
            if (work.IsPassedOver(state, Pass.Scope.Depth, context.Now)) continue;
            if (!work.IsWanted && Empty(work, state, memory) is { } empty)
            {
                await context.Writer.PostAsync(new MailboxCheckpointed(name, empty), cancellationToken).ConfigureAwait(false);
                continue;
            }

            await CompareAsync(work, [.. marks[name]], [.. partials[name]], cancellationToken).ConfigureAwait(false);
        }
    }

    MailboxCheckpoint? Empty(MailboxWork work, RemoteState? state, SyncMemory memory) => work.Quarantine.Count > 0
        ? null
        : ImapPlanner.Empty(work.Stored, ImapPlanner.Accounted(work.Stored, memory), state, Pass.Scope.Depth, context.Now);

    async Task<IReadOnlyList<StoredPartials>> ReadPartialsAsync(CancellationToken cancellationToken)
    {
        var bodies = context.Settings.Bodies;
        return bodies.OnDemand
            ? []
            : await Store.Sync.GetPartialsAsync(bodies.SizeLimit, bodies.DateLimit(context.Now), cancellationToken).ConfigureAwait(false);
    }

    async Task CompareAsync(
        MailboxWork work, IReadOnlyList<StoredMark> marks, IReadOnlyList<StoredPartials> partials, CancellationToken cancellationToken)
    {
        try
        {
            await _mailboxPass.RunAsync(work, marks, partials, cancellationToken).ConfigureAwait(false);
            if (work.WasRenumbered) _renumbered.Add(work.Name);
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or MessageNotFoundException)
        {
            ImapLog.MailboxFailed(logger, account.Name, context.Link.Classify(e).Kind);
            Pass.AddProblem(work.Tally, null, ImapFailures.CannotOpen(work.Name, context.Link.Classify(e)));
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e) || e is BrokenPromiseException)
        {
            // The other mailboxes are not to suffer from what one of them holds.
            var failure = context.Link.Classify(e.InnerException ?? e);
            ImapLog.MailboxFailed(logger, account.Name, failure.Kind);
            Pass.AddProblem(work.Tally, null, failure);
            if (!context.Link.Client.IsConnected) await context.Link.ReopenAsync(e, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (context.Link.Classify(e) is var failure && ReopeningPlanner.IsBreak(failure.Kind))
        {
            Pass.AddBreak(work.Tally, failure);
            throw;
        }
    }
}
