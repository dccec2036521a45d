using MailKit.Net.Imap;
using Microsoft.Extensions.Logging;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Idles on one mailbox over a connection of its own, which is used for nothing else.</summary>
sealed class MailboxEar(
    MailAccountSettings account, string mailbox, ServerConnector connector, IMailStore store, WatchInbox inbox, TimeProvider time, ILogger logger)
{
    /// <summary>Listens until <paramref name="stop"/>, or until the server does not want that.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var reconnection = default(Reconnection);
        while (true)
        {
            DateTimeOffset? connectedAt = null;
            MailFailure failure;
            try
            {
                var link = await ImapLink.OpenAsync(connector, account, store, time, false, stop).ConfigureAwait(false);
                await using var closing = link.ConfigureAwait(false);
                connectedAt = time.GetUtcNow();
                await link.GuardAsync(l => ListenAsync(l, stop)).ConfigureAwait(false);
                return;
            }
            catch (MailException e)
            {
                failure = e.Failure;
            }

            WatchLog.EarLost(logger, account.Name, failure.Kind);
            // The account's own connection finds out what is wrong with the credential; two failures would be one too many.
            if (MailErrorKinds.IsAuthentication(failure.Kind) && !failure.IsTransient) return;
            var now = time.GetUtcNow();
            (reconnection, var notBefore) = reconnection.Lost(connectedAt, now, Jitter.Next());
            if (ThrottleHint.Find(failure.ServerReply) is { } patience && now + patience > notBefore) notBefore = now + patience;
            await Task.Delay(notBefore - now, time, stop).ConfigureAwait(false);
        }
    }

    async Task<bool> ListenAsync(ImapLink link, CancellationToken stop)
    {
        if (!ImapIdle.IsOffered(link.Client)) return false;
        var folder = (ReplicaImapFolder)await link.Client.GetFolderAsync(mailbox, stop).ConfigureAwait(false);
        try
        {
            await folder.OpenAsync(MailKit.FolderAccess.ReadOnly, stop).ConfigureAwait(false);
            // Nobody was listening until now.
            inbox.Notice(mailbox);
            while (!stop.IsCancellationRequested)
            {
                folder.Look();
                await ImapIdle.RunAsync(link.Client, folder, WatchPace.IdleFor(Jitter.Next()), time, CancellationToken.None, stop).ConfigureAwait(false);
                if (folder.HasNews) inbox.Notice(mailbox);
            }

            return true;
        }
        catch (ImapCommandException)
        {
            return false;
        }
    }
}
