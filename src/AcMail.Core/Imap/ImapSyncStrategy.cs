using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Mirrors the mailboxes of an IMAP server.</summary>
sealed class ImapSyncStrategy(MailAccountSettings settings, ServerConnector connector, TimeProvider time, ILogger<ImapSyncStrategy> logger) : ISyncStrategy
{
    public async Task RunAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Connecting);
        var memory = await store.Reader.GetMemoryAsync(cancellationToken).ConfigureAwait(false);
        var trust = new ServerTrust(store, pass, memory.Distrusts, time);
        var link = new ImapLink(token => OpenAsync(store, token), (client, token) => PrepareAsync(client, trust, token));
        await using var closing = link.ConfigureAwait(false);
        await link.OpenAsync(cancellationToken).ConfigureAwait(false);
        var writer = new ReplicaWriter(store, pass, time);
        await using var stopping = writer.ConfigureAwait(false);
        try
        {
            await MirrorAsync(new(settings.Imap, store, pass, writer, trust, link, time), memory, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not MailException and not OperationCanceledException)
        {
            throw new MailException(link.Classify(e), e);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await trust.RedeemAsync(cancellationToken).ConfigureAwait(false);
    }

    Task<MailSession<ReplicaImapClient>> OpenAsync(IMailStore store, CancellationToken cancellationToken) => connector.OpenAsync(
        settings, settings.Incoming, log => new ReplicaImapClient(log, store.Content), cancellationToken);

    async Task<ImapObserver> PrepareAsync(ReplicaImapClient client, ServerTrust trust, CancellationToken cancellationToken)
    {
        var observer = new ImapObserver(client, trust);
        await observer.PrepareAsync(settings.Imap.DisabledExtensions, cancellationToken).ConfigureAwait(false);
        return observer;
    }

    async Task MirrorAsync(ImapPassContext context, SyncMemory memory, CancellationToken cancellationToken)
    {
        context.Pass.Report(SyncStage.Listing);
        var (wanted, stored) = await new MailboxListPass(context).RunAsync(cancellationToken).ConfigureAwait(false);
        context = context with { HoldsMessages = stored.Any(m => m.Messages > 0 || m.Checkpoint is not null) };
        var held = stored.ToDictionary(m => m.Name);
        var marks = (await context.Store.Intents.GetMarksAsync(cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Mailbox);
        var partials = await GetPartialsAsync(context, cancellationToken).ConfigureAwait(false);
        var mailboxPass = new ImapMailboxPass(context);
        foreach (var (mailbox, state) in wanted.Where(m => m.Mailbox.Selectable))
        {
            var tally = context.Pass.Open(mailbox.Name, mailbox.Role);
            var local = held.GetValueOrDefault(mailbox.Name) ?? new(mailbox.Name, mailbox.Delimiter, mailbox.Role, true, null, 0, 0) { ObjectId = mailbox.ObjectId };
            var work = new MailboxWork(local, tally, memory);
            if (!marks.Contains(mailbox.Name) && !partials.Contains(mailbox.Name) && IsUnchanged(context, work, state, memory)) continue;
            try
            {
                await mailboxPass.RunAsync(work, [.. marks[mailbox.Name]], [.. partials[mailbox.Name]], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or MessageNotFoundException)
            {
                ImapLog.MailboxFailed(logger, settings.Name, e);
                context.Pass.AddProblem(tally, null, ImapFailures.CannotOpen(mailbox.Name, (e as ImapCommandException)?.ResponseText));
            }
            catch (Exception e) when (ImapLink.IsUnreadable(e) || e is BrokenPromiseException)
            {
                // The other mailboxes are not to suffer from what one of them holds.
                ImapLog.MailboxFailed(logger, settings.Name, e);
                context.Pass.AddProblem(tally, null, context.Link.Classify(e.InnerException ?? e));
                if (!context.Link.Client.IsConnected) await context.Link.ReopenAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    static bool IsUnchanged(ImapPassContext context, MailboxWork work, RemoteState? state, SyncMemory memory) =>
        ImapPlanner.IsUnchanged(work.Stored, ImapPlanner.Accounted(work.Stored, memory), state) && !ImapPlanner.IsScanDue(work.Stored, context.Now) &&
        work.Quarantine.All(q => q.NextTry > context.Now);

    static async Task<ILookup<string, StoredPartials>> GetPartialsAsync(ImapPassContext context, CancellationToken cancellationToken)
    {
        var bodies = context.Settings.Bodies;
        var partials = bodies.OnDemand
            ? []
            : await context.Store.Reader.GetPartialsAsync(bodies.SizeLimit, bodies.DateLimit(context.Now), cancellationToken).ConfigureAwait(false);
        return partials.ToLookup(p => p.Mailbox);
    }
}
