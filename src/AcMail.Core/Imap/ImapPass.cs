using AcMail.Storage;
using Microsoft.Extensions.Logging;

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
    readonly MailboxRemover _mailboxRemover = new(context);
    readonly MailboxComparer _comparer = new(context, account, logger);
    readonly HashSet<string> _barred = new(StringComparer.Ordinal), _created = new(StringComparer.Ordinal);
    IReadOnlyList<RemoteMailbox> _mailboxes = [], _going = [];
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
        IReadOnlyList<RemoteMailbox> wanted = [.. held.Where(m => m.Selectable && mailboxes.Contains(m.Name) && MailboxListPlanner.IsWanted(m, context.Settings))
            .Select(m => new RemoteMailbox(new(m.Name, m.Delimiter, m.Role, m.Selectable), null))];
        await _comparer.RunAsync(wanted, _player.Touched, cancellationToken).ConfigureAwait(false);
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
        var standings = await PlayMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var (list, deletions) = (new MailboxListPass(context), MailboxPlanner.Deletions(standings));
        var listed = (await list.RunAsync(deletions, cancellationToken).ConfigureAwait(false)).Where(m => m.Mailbox.Selectable)
            .ToLookup(m => deletions.Contains(m.Mailbox.Name));
        (_mailboxes, _going) = ([.. listed[false]], [.. listed[true]]);
        foreach (var (mailbox, _) in _mailboxes.Where(m => m.IsMirrored)) Pass.Open(mailbox.Name, mailbox.Role);
        var lacking = list.Lacking.Where(m => _created.Add(m.Name)).ToList();
        if (lacking.Count > 0) await _mailboxPlayer.CreateAgainAsync(lacking, cancellationToken).ConfigureAwait(false);

        var isAny = await PlayAndCompareAsync(cancellationToken).ConfigureAwait(false);
        if (lacking.Count > 0) return true;
        if (list.NotMirrored.Count > 0) await TellBarredAsync(list.NotMirrored, cancellationToken).ConfigureAwait(false);
        return (standings.Count > 0 || isAny) && await SettleMailboxesAsync(standings, list.NotMirrored, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plays what was done here to mailboxes, and returns what that was.</summary>
    async Task<IReadOnlyList<MailboxStanding>> PlayMailboxesAsync(CancellationToken cancellationToken)
    {
        var standings = await new RoleMatcher(context).MatchAsync(
            await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (standings.Count > 0) await _mailboxPlayer.PlayAsync(standings, cancellationToken).ConfigureAwait(false);
        // Whoever creates one of that name again has the server asked.
        else context.RefusedMailboxes.Keep(_ => false);
        return standings;
    }

    /// <summary>
    /// Plays what was done here to messages, compares the mailboxes, and does so again for what the comparison made possible; returns whether anything was done
    /// here.
    /// </summary>
    async Task<bool> PlayAndCompareAsync(CancellationToken cancellationToken)
    {
        var (isAny, played) = await PlayAsync(cancellationToken).ConfigureAwait(false);
        var sent = played ? await ReadSentAsync(cancellationToken).ConfigureAwait(false) : [];
        await CompareAsync(m => m != _lookedAt, cancellationToken).ConfigureAwait(false);
        _lookedAt = null;
        var isLeft = played || _comparer.Renumbered.Count > 0;
        for (var round = 1; isLeft && round < MostRounds; round++)
        {
            await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            await SkipUntakenAsync(cancellationToken).ConfigureAwait(false);
            if (round == 1 && sent.Count > 0) await TellLostAsync(sent, cancellationToken).ConfigureAwait(false);
            isLeft = await _player.PlayAsync(States(), cancellationToken).ConfigureAwait(false);
            // What arrived meanwhile, or has its number only since, may have been marked here.
            if (round == 1 && !isLeft)
                isLeft = (await Store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false)).Any(m => HasChanged(m.Mailbox));
            if (isLeft) await CompareAsync(HasChanged, cancellationToken).ConfigureAwait(false);
        }

        await SkipUntakenAsync(cancellationToken).ConfigureAwait(false);
        return isAny;
    }

    /// <summary>Removes the mailboxes that were deleted here; returns whether others are to be created or compared after that.</summary>
    async Task<bool> SettleMailboxesAsync(
        IReadOnlyList<MailboxStanding> before, IReadOnlySet<string> notMirrored, CancellationToken cancellationToken)
    {
        // A mailbox that another client removed, and that something was put into here, is to be there again.
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        var left = await Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
        // One that was to go and no longer is was not compared.
        var isAnyBack = MailboxPlanner.Deletions(before).Except(MailboxPlanner.Deletions(left), StringComparer.Ordinal).Any();
        isAnyBack |= left.Count > 0 && await _mailboxRemover.RemoveAsync(left, notMirrored, cancellationToken).ConfigureAwait(false);
        return isAnyBack || (before.Count > 0 && _mailboxPlayer.IsAnyPostponed)
            // What was to be copied out of a mailbox that is gone is to be sent instead.
            || (left.Count > 0 && await _player.CanPlayAsync(States(), cancellationToken).ConfigureAwait(false))
            || left.Any(s => s is { Here: not null, There: null } && !before.Contains(s));
    }

    /// <summary>
    /// Says what waits for a mailbox that is not mirrored, and was not told otherwise: what cannot be played there, and what was done to messages that are no
    /// longer there, would wait without an end, and be taken for done.
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
        var marks = await Store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false);
        // Of what could be sent it was told why it was not taken.
        return TransferPlanner.Barred(
            [.. transfers.Where(t => !_player.IsTold(t.Id))],
            [.. marks.Where(m => m.UidValidity == ImapPlanner.NoUidValidity || _comparer.Opened.GetValueOrDefault(m.Mailbox) != m.UidValidity)], notMirrored);
    }

    async Task SkipUntakenAsync(CancellationToken cancellationToken)
    {
        var (notTaken, missed) = _comparer.TellNotTaken();
        await _player.SkipUntakenAsync([.. notTaken.Where(IsFromMirrored)], cancellationToken).ConfigureAwait(false);
        _player.SkipMissed([.. missed.Where(IsFromMirrored)]);
    }

    /// <summary>
    /// What was moved out of a mailbox that is not mirrored may have been gone there before, and nobody knew; not where the server had to show it first, as
    /// without UIDPLUS.
    /// </summary>
    bool IsFromMirrored(StoredTransfer transfer) =>
        !TransferAbilities.Of(context.Link.Client).Expunges || !_mailboxes.Any(m => !m.IsMirrored && m.Mailbox.Name == transfer.Source?.Mailbox);

    /// <summary>Looks where something was sent and not heard of, then plays what is to be played; returns whether there was anything, and any of it played.</summary>
    async Task<(bool IsAny, bool Played)> PlayAsync(CancellationToken cancellationToken)
    {
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (transfers.Count == 0) return (false, false);
        var inDoubt = TransferPlanner.InDoubt(transfers);
        // Where a connection broke over what was played, that comes after all else: it may break every one.
        var isAllFirst = Pass.BrokenTransfers.IsAny;
        if (isAllFirst || inDoubt.Count > 0) await CompareAsync(m => isAllFirst || inDoubt.Contains(m), cancellationToken).ConfigureAwait(false);
        // Of an earlier pass: it is sent by this one.
        _comparer.TellNotTaken();
        // What is written down about a mailbox wants the mailbox to be there.
        await context.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return (true, await _player.PlayAsync(States(), cancellationToken).ConfigureAwait(false) || inDoubt.Count > 0);
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

    Task CompareAsync(Func<string, bool> isMeant, CancellationToken cancellationToken) =>
        _comparer.RunAsync(_mailboxes.Where(m => isMeant(m.Mailbox.Name)), _player.Touched, cancellationToken);

    /// <summary>Whether something was played in the mailbox, or its messages got other numbers, so that more may have become possible.</summary>
    bool HasChanged(string mailbox) => _player.Touched.Contains(mailbox) || _comparer.Renumbered.Contains(mailbox);

    /// <summary>Those that something is moved into or out of. One that was deleted here is to be empty on the server before it goes there.</summary>
    Dictionary<string, RemoteState?> States() =>
        _mailboxes.Concat(_going).ToDictionary(m => m.Mailbox.Name, m => m.State, StringComparer.Ordinal);
}
