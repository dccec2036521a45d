using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Compares mailboxes one after the other; what one of them holds, or refuses, is nothing to the others.</summary>
sealed class MailboxComparer(ImapPassContext context, MailAccountSettings account, ILogger logger)
{
    readonly ImapMailboxPass _pass = new(context);
    readonly HashSet<string> _renumbered = new(StringComparer.Ordinal);
    readonly Dictionary<string, uint> _opened = new(StringComparer.Ordinal);

    /// <summary>The mailboxes whose messages got other numbers.</summary>
    public IReadOnlySet<string> Renumbered => _renumbered;

    /// <summary>The mailboxes that are not mirrored and were opened, with the UIDVALIDITY of each.</summary>
    public IReadOnlyDictionary<string, uint> Opened => _opened;

    IMailStore Store => context.Store;

    SyncPass Pass => context.Pass;

    /// <inheritdoc cref="ImapMailboxPass.TellNotTaken"/>
    public (IReadOnlyList<StoredTransfer> NotTaken, IReadOnlyList<StoredTransfer> Missed) TellNotTaken() => _pass.TellNotTaken();

    /// <summary>Compares those of <paramref name="mailboxes"/> in which there may be anything to do.</summary>
    /// <param name="mailboxes">The mailboxes.</param>
    /// <param name="touched">Those that are no longer as they were listed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RunAsync(IEnumerable<RemoteMailbox> mailboxes, IReadOnlySet<string> touched, CancellationToken cancellationToken)
    {
        var held = (await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(m => m.Name, StringComparer.Ordinal);
        var memory = await Store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false);
        var marks = (await Store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Mailbox);
        var partials = (await ReadPartialsAsync(cancellationToken).ConfigureAwait(false)).ToLookup(p => p.Mailbox);
        var transfers = await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var inDoubt = TransferPlanner.InDoubt(transfers);
        // Of what is not mirrored, only that which was done here concerns us.
        var meant = mailboxes.Where(m => (m.IsMirrored || marks.Contains(m.Mailbox.Name) || inDoubt.Contains(m.Mailbox.Name))
            && !Pass.BrokenMailboxes.IsGivenUp(m.Mailbox.Name));
        // One that a connection broke over comes after all others: it may break the next.
        foreach (var remote in meant.OrderBy(m => Pass.BrokenMailboxes.Contains(m.Mailbox.Name)))
        {
            var ((mailbox, state), name) = (remote, remote.Mailbox.Name);
            var local = held.GetValueOrDefault(name) ?? new(name, mailbox.Delimiter, mailbox.Role, true, null, 0, 0) { ObjectId = mailbox.ObjectId };
            var work = new MailboxWork(local, Pass.Open(name, local.Role), memory, transfers)
            {
                IsMirrored = remote.IsMirrored,
                IsWanted = marks.Contains(name) || partials.Contains(name) || inDoubt.Contains(name) || touched.Contains(name)
                    || (local.Checkpoint is { } seen && TransferPlanner.HaveFormerPlaces(transfers, name, seen.UidValidity)),
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
            await _pass.RunAsync(work, marks, partials, cancellationToken).ConfigureAwait(false);
            if (work.WasRenumbered) _renumbered.Add(work.Name);
            if (!work.IsMirrored) _opened[work.Name] = work.UidValidity;
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or MessageNotFoundException)
        {
            var failure = context.Link.Classify(e);
            // One that another client removed or renamed after it was listed is for the next pass.
            if (!work.IsWanted && !failure.IsTransient && await IsGoneAsync(work, cancellationToken).ConfigureAwait(false)) return;
            ImapLog.MailboxFailed(logger, account.Name, failure.Kind);
            Pass.AddProblem(work.Tally, null, ImapFailures.CannotOpen(work.Name, failure));
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

    async Task<bool> IsGoneAsync(MailboxWork work, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Link.Observer.Mailboxes.IsGoneAsync(work.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            return false;
        }
    }
}
