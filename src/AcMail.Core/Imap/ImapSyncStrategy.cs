using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Mirrors the mailboxes of an IMAP server.</summary>
sealed class ImapSyncStrategy(
    MailAccountSettings settings, ImapConnection connection, TimeProvider time, ILogger<ImapSyncStrategy> logger) : ISyncStrategy
{
    public async Task RunAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Connecting);
        var writer = new ReplicaWriter(store, pass, time);
        await using var stopping = writer.ConfigureAwait(false);
        var servedBefore = false;
        try
        {
            await MirrorOnceAsync().ConfigureAwait(false);
        }
        catch (MailException e) when (servedBefore && pass.Mailboxes.Count == 0 && e.Failure.Kind == MailErrorKind.ConnectionLost)
        {
            // The server hung up while the connection was not in use, so nothing of the pass had been done.
            await MirrorOnceAsync().ConfigureAwait(false);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);

        Task<bool> MirrorOnceAsync() => connection.UseAsync(
            async link =>
            {
                servedBefore = link.HasServed;
                await MirrorAsync(link, store, pass, writer, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    async Task MirrorAsync(ImapLink link, IMailStore store, SyncPass pass, ReplicaWriter writer, CancellationToken cancellationToken)
    {
        var (session, observer) = (link.Session, link.Observer);
        pass.Report(SyncStage.Listing);
        var listed = await observer.ListAsync(cancellationToken).ConfigureAwait(false);
        var stored = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var wanted = MailboxListPlanner.Select(listed, settings.Imap);
        foreach (var change in MailboxListPlanner.Added(stored, wanted))
            await writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        foreach (var name in MailboxListPlanner.Missing(stored, listed))
            await UnlinkIfGoneAsync(observer, name, stored, pass, writer, cancellationToken).ConfigureAwait(false);

        var held = stored.ToDictionary(m => m.Name);
        var marks = (await store.Intents.GetMarksAsync(cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Mailbox);
        var mailboxPass = new ImapMailboxPass(
            observer, session.Client.Capabilities, store, pass, writer, new(store, pass, e => session.Classify(e)));
        foreach (var (mailbox, state) in wanted.Where(m => m.Mailbox.Selectable))
        {
            var tally = pass.Open(mailbox.Name, mailbox.Role);
            var local = held.GetValueOrDefault(mailbox.Name) ?? new(mailbox.Name, mailbox.Delimiter, mailbox.Role, true, null, 0, 0);
            if (!marks.Contains(mailbox.Name) && ImapPlanner.IsUnchanged(local, state)) continue;
            try
            {
                await mailboxPass.RunAsync(local, [.. marks[mailbox.Name]], tally, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or MessageNotFoundException)
            {
                ImapLog.MailboxFailed(logger, settings.Name, e);
                pass.AddProblem(tally, null, ImapFailures.CannotOpen(mailbox.Name, (e as ImapCommandException)?.ResponseText));
            }
        }
    }

    static async Task UnlinkIfGoneAsync(
        ImapObserver observer, string name, IReadOnlyList<StoredMailbox> stored, SyncPass pass, ReplicaWriter writer,
        CancellationToken cancellationToken)
    {
        if (!await observer.IsGoneAsync(name, cancellationToken).ConfigureAwait(false)) return;
        var mailbox = stored.First(m => m.Name == name);
        pass.Open(name, mailbox.Role).Removed = mailbox.Messages;
        await writer.PostAsync(new MailboxUnlisted(name), cancellationToken).ConfigureAwait(false);
    }
}
