using AcMail.Storage;
using Microsoft.Extensions.Logging;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Mirrors the mailboxes of an IMAP server.</summary>
sealed class ImapSyncStrategy(
    MailAccountSettings settings, ImapConnection connection, TimeProvider time, ILogger<ImapSyncStrategy> logger) : ISyncStrategy
{
    readonly Refusals<(long Transfer, string? Target)> _refusedUploads = new(time);
    readonly Refusals<string> _refusedMailboxes = new(time, attemptsAtOnce: 0);

    public async Task RunAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken)
    {
        // What a POP3 account left here would look like messages that are gone from the server.
        if ((await LocalMail.FindAsync(store, cancellationToken).ConfigureAwait(false)).Count > 0)
            throw new MailException(MigrationFailures.NotMoved(settings.Name));
        pass.Report(SyncStage.Connecting);
        var writer = new ReplicaWriter(store, pass, time);
        await using var stopping = writer.ConfigureAwait(false);
        for (var reopenings = 0; await TryAsync(reopenings).ConfigureAwait(false) is { } lost; reopenings++)
        {
            ImapLog.BeginsAgain(logger, settings.Name, lost);
            // As the next pass would, from what is durable by then.
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            pass.BeginAgain();
        }

        async Task<MailErrorKind?> TryAsync(int reopenings)
        {
            var (advance, givenUp, servedBefore, used) = (Advance(), pass.GivenUp, false, (ImapLink?)null);
            try
            {
                await connection.UseAsync(
                    async link =>
                    {
                        (used, servedBefore) = (link, link.HasServed);
                        await MirrorAsync(link, store, pass, writer, cancellationToken).ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (MailException e) when (settings.Imap.Reopens && ReopeningPlanner.BeginsAgain(new(e.Failure, reopenings)
            {
                WasOpen = used is { MayReopen: true } && e is not ConnectException,
                HasBegun = servedBefore || pass.Mailboxes.Count > 0 || pass.BrokenPromises.IsAny,
                HasAdvanced = Advance() > advance,
                HasGivenUp = pass.GivenUp > givenUp,
            }))
            {
                return e.Failure.Kind;
            }
        }

        long Advance() => writer.Posted + pass.Mailboxes.Sum(m => m.Uploaded);
    }

    async Task MirrorAsync(ImapLink link, IMailStore store, SyncPass pass, ReplicaWriter writer, CancellationToken cancellationToken)
    {
        await link.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var owner = new OwnerGuard(settings, store);
        if (await owner.ClaimAsync(link, cancellationToken).ConfigureAwait(false) is { } claim)
        {
            await writer.PostAsync(claim, cancellationToken).ConfigureAwait(false);
            // Before anything is found by what the former server told.
            if (claim.IsAnothers) await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        var stored = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var context = new ImapPassContext(settings.Imap, store, pass, writer, link, owner, time)
        {
            RefusedUploads = _refusedUploads,
            RefusedMailboxes = _refusedMailboxes,
            HoldsMessages = stored.Any(m => m.Messages > 0 || m.Checkpoint is not null),
        };
        try
        {
            await new ImapPass(context, settings, logger).RunAsync(cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await link.Trust.RedeemAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var notice in link.Trust.TakeNotices()) pass.Notices.Add(notice);
        }
    }
}
