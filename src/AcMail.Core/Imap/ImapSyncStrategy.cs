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
                // On a new connection, where nothing was listed yet, nobody knows what was missed, so everything is looked at.
                if (pass.Scope.IsBrief && pass.Scope.Mailboxes.All(m => link.Observer.Find(m) is not null))
                    await LookAsync(link, store, pass, writer, cancellationToken).ConfigureAwait(false);
                else
                    await MirrorAsync(link, store, pass, writer, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    async Task MirrorAsync(ImapLink link, IMailStore store, SyncPass pass, ReplicaWriter writer, CancellationToken cancellationToken)
    {
        var observer = link.Observer;
        pass.Report(SyncStage.Listing);
        var listed = await observer.ListAsync(cancellationToken).ConfigureAwait(false);
        var stored = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var wanted = MailboxListPlanner.Select(listed, settings.Imap);
        foreach (var change in MailboxListPlanner.Added(stored, wanted))
            await writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        foreach (var name in MailboxListPlanner.Missing(stored, listed))
            await UnlinkIfGoneAsync(observer, name, stored, pass, writer, cancellationToken).ConfigureAwait(false);

        var held = stored.ToDictionary(m => m.Name);
        var marks = await ReadMarksAsync(store, cancellationToken).ConfigureAwait(false);
        var mailboxPass = Prepare(link, store, pass, writer);
        foreach (var (mailbox, state) in wanted.Where(m => m.Mailbox.Selectable))
        {
            var tally = pass.Open(mailbox.Name, mailbox.Role);
            var local = held.GetValueOrDefault(mailbox.Name) ?? new(mailbox.Name, mailbox.Delimiter, mailbox.Role, true, null, 0, 0);
            if (!marks.Contains(mailbox.Name) && ImapPlanner.IsPassedOver(local, state, pass.Scope.Depth)) continue;
            // Without a checkpoint, everything is compared.
            if (pass.Scope.Depth == PassDepth.Everything) local = local with { Checkpoint = null };
            await MirrorAsync(mailboxPass, local, marks, tally, pass, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the mailboxes of the pass alone.</summary>
    async Task LookAsync(ImapLink link, IMailStore store, SyncPass pass, ReplicaWriter writer, CancellationToken cancellationToken)
    {
        var stored = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var marks = await ReadMarksAsync(store, cancellationToken).ConfigureAwait(false);
        var mailboxPass = Prepare(link, store, pass, writer);
        foreach (var local in stored.Where(m => m.Selectable && pass.Scope.Mailboxes.Contains(m.Name)))
            await MirrorAsync(mailboxPass, local, marks, pass.Open(local.Name, local.Role), pass, cancellationToken).ConfigureAwait(false);
    }

    async Task MirrorAsync(
        ImapMailboxPass mailboxPass, StoredMailbox local, ILookup<string, StoredMark> marks, MailboxTally tally, SyncPass pass,
        CancellationToken cancellationToken)
    {
        try
        {
            await mailboxPass.RunAsync(local, [.. marks[local.Name]], tally, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException or MessageNotFoundException)
        {
            ImapLog.MailboxFailed(logger, settings.Name, e);
            pass.AddProblem(tally, null, ImapFailures.CannotOpen(local.Name, (e as ImapCommandException)?.ResponseText));
        }
    }

    static ImapMailboxPass Prepare(ImapLink link, IMailStore store, SyncPass pass, ReplicaWriter writer) =>
        new(link.Observer, link.Client.Capabilities, store, pass, writer, new(store, pass, e => link.Session.Classify(e)));

    static async Task<ILookup<string, StoredMark>> ReadMarksAsync(IMailStore store, CancellationToken cancellationToken) =>
        (await store.Intents.GetMarksAsync(cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Mailbox);

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
