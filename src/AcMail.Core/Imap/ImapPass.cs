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
sealed class ImapPass(MailAccountSettings settings, ImapLink link, IMailStore store, SyncPass pass, ReplicaWriter writer, ILogger logger)
{
    /// <summary>What is played may leave something to be played once the mailboxes have been compared.</summary>
    const int MostRounds = 3;

    readonly ImapObserver _observer = link.Observer;
    readonly TransferPlayer _player = new(link, store, pass);
    readonly MailboxPlayer _mailboxPlayer = new(link, store, pass);
    readonly ImapMailboxPass _mailboxPass = new(
        link.Observer, link.Client.Capabilities, store, pass, writer, new(store, pass, e => link.Session.Classify(e)));

    Dictionary<string, RemoteMailbox> _listed = [];

    public Task RunAsync(CancellationToken cancellationToken) =>
        // On a new connection, where nothing was listed yet, nobody knows what was missed, so everything is looked at.
        pass.Scope.IsBrief && pass.Scope.Mailboxes.All(m => _observer.Find(m) is not null) ? LookAsync(cancellationToken) : RunWholeAsync(cancellationToken);

    /// <summary>Looks at the mailboxes of the pass alone.</summary>
    async Task LookAsync(CancellationToken cancellationToken)
    {
        var held = await ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemoteMailbox> wanted = [.. held.Values.Where(m => m.Selectable && pass.Scope.Mailboxes.Contains(m.Name))
            .Select(m => new RemoteMailbox(new(m.Name, m.Delimiter, m.Role, m.Selectable), null))];
        await CompareAsync(wanted, _ => true, cancellationToken).ConfigureAwait(false);
    }

    async Task RunWholeAsync(CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Listing);
        var standings = await store.Intents.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
        if (standings.Count > 0) await _mailboxPlayer.PlayAsync(standings, cancellationToken).ConfigureAwait(false);
        var wanted = await ListAsync(MailboxPlanner.Deletions(standings), cancellationToken).ConfigureAwait(false);
        foreach (var (mailbox, _) in wanted) pass.Open(mailbox.Name, mailbox.Role);

        var transfers = await store.Intents.GetTransfersAsync(cancellationToken).ConfigureAwait(false);
        var played = transfers.Count > 0 && await PlayAsync(wanted, transfers, cancellationToken).ConfigureAwait(false);
        var sent = played ? await ReadSentAsync(cancellationToken).ConfigureAwait(false) : [];
        await CompareAsync(wanted, _ => true, cancellationToken).ConfigureAwait(false);
        for (var round = 1; played && round < MostRounds; round++)
        {
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (round == 1 && sent.Count > 0) await TellLostAsync(sent, cancellationToken).ConfigureAwait(false);
            played = await _player.PlayAsync(States(), cancellationToken).ConfigureAwait(false);
            // What arrived meanwhile may have been marked here.
            if (round == 1 && !played)
                played = (await store.Intents.GetMarksAsync(cancellationToken).ConfigureAwait(false)).Any(m => _player.Touched.Contains(m.Mailbox));
            if (played) await CompareAsync(wanted, _player.Touched.Contains, cancellationToken).ConfigureAwait(false);
        }

        if (standings.Count > 0) await DeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the mailboxes and brings their list here up to date; returns those that are mirrored.</summary>
    async Task<IReadOnlyList<RemoteMailbox>> ListAsync(IReadOnlyList<string> deletedHere, CancellationToken cancellationToken)
    {
        var listed = await _observer.ListAsync(cancellationToken).ConfigureAwait(false);
        _listed = listed.ToDictionary(m => m.Mailbox.Name);
        var stored = await ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemoteMailbox> wanted = [.. MailboxListPlanner.Select(listed, settings.Imap).Where(m => !deletedHere.Contains(m.Mailbox.Name))];
        foreach (var change in MailboxListPlanner.Added([.. stored.Values], wanted))
            await writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        foreach (var name in MailboxListPlanner.Missing([.. stored.Values], listed))
            await UnlinkIfGoneAsync(stored[name], cancellationToken).ConfigureAwait(false);
        return [.. wanted.Where(m => m.Mailbox.Selectable)];
    }

    /// <summary>The mailboxes here by their names on the server, which name them from here on.</summary>
    async Task<Dictionary<string, StoredMailbox>> ReadMailboxesAsync(CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.Where(m => m.ServerName is not null).ToDictionary(m => m.ServerName!, m => m with { Name = m.ServerName! }, StringComparer.Ordinal);
    }

    async Task UnlinkIfGoneAsync(StoredMailbox mailbox, CancellationToken cancellationToken)
    {
        if (!await _observer.IsGoneAsync(mailbox.Name, cancellationToken).ConfigureAwait(false)) return;
        pass.Open(mailbox.Name, mailbox.Role).Removed = mailbox.Messages;
        await writer.PostAsync(new MailboxUnlisted(mailbox.Name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks where something was sent and not heard of, then plays what is to be played.</summary>
    async Task<bool> PlayAsync(IReadOnlyList<RemoteMailbox> wanted, IReadOnlyList<StoredTransfer> transfers, CancellationToken cancellationToken)
    {
        var inDoubt = TransferPlanner.InDoubt(transfers);
        if (inDoubt.Count > 0) await CompareAsync(wanted, inDoubt.Contains, cancellationToken).ConfigureAwait(false);
        // What is written down about a mailbox wants the mailbox to be there.
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await _player.PlayAsync(States(), cancellationToken).ConfigureAwait(false) || inDoubt.Count > 0;
    }

    /// <summary>The moves of which the server said OK and nothing more.</summary>
    async Task<IReadOnlyList<StoredTransfer>> ReadSentAsync(CancellationToken cancellationToken) =>
        [.. (await store.Intents.GetTransfersAsync(cancellationToken).ConfigureAwait(false))
            .Where(t => t is { Attempt.Accepted: true, Source: not null, Message: not null, Target: not null })];

    /// <summary>Says which of them turned out to be nowhere: they had gone from where they were before they could be moved.</summary>
    async Task TellLostAsync(IReadOnlyList<StoredTransfer> sent, CancellationToken cancellationToken)
    {
        var places = await store.Intents.LocateAsync([.. sent.Select(t => t.Message!.Id)], cancellationToken).ConfigureAwait(false);
        foreach (var lost in sent.ExceptBy(places.Select(p => p.Id), t => t.Message!.Id).GroupBy(t => t.Source!.Mailbox))
            pass.AddProblem(pass.Open(lost.Key), null, TransferFailures.Overtaken(lost.Key, lost.Count()), lost.Count());
    }

    Dictionary<string, RemoteState?> States() => _listed.Values.Where(m => m.Mailbox.Selectable).ToDictionary(m => m.Mailbox.Name, m => m.State, StringComparer.Ordinal);

    async Task CompareAsync(IReadOnlyList<RemoteMailbox> wanted, Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var held = await ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var marks = (await store.Intents.GetMarksAsync(cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Mailbox);
        var transfers = await store.Intents.GetTransfersAsync(cancellationToken).ConfigureAwait(false);
        var inDoubt = TransferPlanner.InDoubt(transfers);
        foreach (var (mailbox, state) in wanted.Where(m => isMeant(m.Mailbox.Name)))
        {
            var local = held.GetValueOrDefault(mailbox.Name) ?? new(mailbox.Name, mailbox.Delimiter, mailbox.Role, true, null, 0, 0);
            var isOther = marks.Contains(mailbox.Name) || inDoubt.Contains(mailbox.Name) || _player.Touched.Contains(mailbox.Name);
            if (!isOther && ImapPlanner.IsPassedOver(local, state, pass.Scope.Depth)) continue;
            // Without a checkpoint, everything is compared.
            if (pass.Scope.Depth == PassDepth.Everything) local = local with { Checkpoint = null };
            await CompareAsync(local, [.. marks[mailbox.Name]], transfers, pass.Open(local.Name, local.Role), cancellationToken).ConfigureAwait(false);
        }
    }

    async Task CompareAsync(
        StoredMailbox local, IReadOnlyList<StoredMark> marks, IReadOnlyList<StoredTransfer> transfers, MailboxTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await _mailboxPass.RunAsync(local, marks, transfers, tally, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or MessageNotFoundException)
        {
            ImapLog.MailboxFailed(logger, settings.Name, e);
            pass.AddProblem(tally, null, ImapFailures.CannotOpen(tally.Name, (e as ImapCommandException)?.ResponseText));
        }
    }

    async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var standings = await store.Intents.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
        await _mailboxPlayer.DeleteAsync(standings, cancellationToken).ConfigureAwait(false);
    }
}
