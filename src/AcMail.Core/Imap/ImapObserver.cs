using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Turns what the server says of mailboxes into values.</summary>
sealed class ImapObserver(ReplicaImapClient client, ServerTrust trust, TimeProvider time)
{
    readonly MailboxLister _mailboxes = new(client);
    ImapFolder? _examined;
    bool _hasAskedToEnable;

    public MailboxLister Mailboxes => _mailboxes;

    public bool QuickResyncEnabled { get; private set; }

    /// <summary>How long the answer to ENABLE took, for which a server has nothing to do.</summary>
    public TimeSpan RoundTrip { get; private set; }

    /// <summary>Leaves out what is not wanted or not trusted.</summary>
    public async Task PrepareAsync(IEnumerable<string> disabledExtensions, CancellationToken cancellationToken)
    {
        client.Capabilities = trust.Usable(ImapExtensionSet.Without(client.Capabilities, disabledExtensions));
        // Once a mailbox is open it is too late (RFC 5161 §3.1), and a server that does not tell what it enabled would be asked in each pass.
        if (_hasAskedToEnable || !client.Capabilities.HasFlag(ImapCapabilities.QuickResync)) return;
        _hasAskedToEnable = true;
        try
        {
            var asked = time.GetTimestamp();
            await client.EnableQuickResyncAsync(cancellationToken).ConfigureAwait(false);
            RoundTrip = time.GetElapsedTime(asked);
            // Where ENABLED is not told, nobody knows, and it is not relied upon.
            QuickResyncEnabled = client.Inbox?.Supports(FolderFeature.QuickResync) == true;
        }
        catch (ImapCommandException)
        {
            await DistrustAsync(ServerPromise.QuickResync, DistrustReason.Refused, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Goes on without something that the server offers.</summary>
    public async Task DistrustAsync(ServerPromise promise, DistrustReason reason, CancellationToken cancellationToken)
    {
        await trust.BreakAsync(promise, reason, cancellationToken).ConfigureAwait(false);
        client.Capabilities = trust.Usable(client.Capabilities);
    }

    /// <summary>All mailboxes, without their counters.</summary>
    public Task<IReadOnlyList<RemoteMailbox>> ListNamesAsync(CancellationToken cancellationToken) =>
        _mailboxes.ListAsync(withStatus: false, withIds: false, cancellationToken);

    /// <summary>All mailboxes: with their counters in one round trip where the server has LIST-STATUS, else without.</summary>
    /// <param name="withIds">Whether their MAILBOXIDs are asked for along, where the server is trusted with them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<RemoteMailbox>> ListAsync(bool withIds, CancellationToken cancellationToken)
    {
        withIds &= trust.Holds(ServerPromise.MailboxIds);
        var withStatus = client.Capabilities.HasFlag(ImapCapabilities.ListStatus);
        try
        {
            var listed = await _mailboxes.ListAsync(withStatus, withIds, cancellationToken).ConfigureAwait(false);
            return await CheckAsync(listed, cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException e) when (withStatus && e.Response == ImapCommandResponse.Bad)
        {
            await DistrustAsync(ServerPromise.ListStatus, DistrustReason.Refused, cancellationToken).ConfigureAwait(false);
            return await _mailboxes.ListAsync(false, withIds, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<IReadOnlyList<RemoteMailbox>> CheckAsync(IReadOnlyList<RemoteMailbox> listed, CancellationToken cancellationToken)
    {
        var ids = listed.Select(m => m.Mailbox.ObjectId).Where(id => id.Length > 0).ToList();
        if (ids.Count == 0) return listed;
        if (ids.TrueForAll(MailboxIds.IsOne))
        {
            trust.Kept(ServerPromise.MailboxIds);
            return listed;
        }

        await DistrustAsync(ServerPromise.MailboxIds, DistrustReason.Unreadable, cancellationToken).ConfigureAwait(false);
        return [.. listed.Select(m => m with { Mailbox = m.Mailbox with { ObjectId = "" } })];
    }

    /// <summary>
    /// Opens the mailbox, with EXAMINE where nothing is to be written, so that nothing changes by looking, and takes its counters before anything is fetched.
    /// </summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="writes">Whether something is to be written.</param>
    /// <param name="since">The state from which on changes are to be told along (QRESYNC), or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<MailboxView> SelectAsync(string mailbox, bool writes, MailboxCheckpoint? since, CancellationToken cancellationToken)
    {
        var folder = await _mailboxes.GetAsync(mailbox, cancellationToken).ConfigureAwait(false);
        var replica = folder as ReplicaImapFolder;
        replica?.ForgetStatus();
        var access = writes || !trust.Holds(ServerPromise.Examine) ? FolderAccess.ReadWrite : client.ReadAccess;
        await CloseExaminedAsync(folder, access, cancellationToken).ConfigureAwait(false);
        // Under another UIDVALIDITY than it has itself, a server tells no changes.
        var changes = since is null or { UidValidity: ImapPlanner.NoUidValidity } || !QuickResyncEnabled || !client.Capabilities.HasFlag(ImapCapabilities.QuickResync)
            ? null
            : await TrySelectAsync(folder, access, since, cancellationToken).ConfigureAwait(false);
        if (changes is null) await folder.OpenAsync(access, cancellationToken).ConfigureAwait(false);
        _examined = access == FolderAccess.ReadOnly ? folder : null;
        replica?.Look();
        return new(folder, new(folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, folder.Count), changes);
    }

    /// <summary>The mailbox, open for writing; where it is so already, the server is not asked.</summary>
    public async Task<ImapFolder> OpenAsync(string mailbox, CancellationToken cancellationToken)
    {
        var folder = await _mailboxes.GetAsync(mailbox, cancellationToken).ConfigureAwait(false);
        return folder is { IsOpen: true, Access: FolderAccess.ReadWrite } && folder != _examined
            ? folder
            : (await SelectAsync(mailbox, writes: true, null, cancellationToken).ConfigureAwait(false)).Folder;
    }

    /// <summary>
    /// Some servers say of EXAMINE, too, that the mailbox can be written (READ-WRITE). MailKit believes it, asks for no SELECT then, and takes it that no flag can be
    /// set, since EXAMINE tells of none.
    /// </summary>
    async Task CloseExaminedAsync(ImapFolder folder, FolderAccess access, CancellationToken cancellationToken)
    {
        if (folder == _examined && access == FolderAccess.ReadWrite && folder is { IsOpen: true, Access: FolderAccess.ReadWrite })
            await folder.CloseAsync(false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves the open mailbox for the inbox, which always exists, or for none where the server has UNSELECT (RFC 3691).</summary>
    public async Task LeaveAsync(ImapFolder folder, CancellationToken cancellationToken)
    {
        // Without UNSELECT, MailKit closes nothing unless it may expunge.
        if (client.Capabilities.HasFlag(ImapCapabilities.Unselect)) await folder.CloseAsync(false, cancellationToken).ConfigureAwait(false);
        else if (client.Inbox is { } inbox && inbox != folder) await SelectAsync(inbox.FullName, writes: false, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the server tell of changes; it may not have done so yet.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => client.NoOpAsync(cancellationToken);

    async Task<RemoteChanges?> TrySelectAsync(ImapFolder folder, FolderAccess access, MailboxCheckpoint since, CancellationToken cancellationToken)
    {
        using var collector = new ChangeCollector(folder);
        try
        {
            await folder.OpenAsync(access, since.UidValidity, since.ChangedSince, [], cancellationToken).ConfigureAwait(false);
            if (!collector.HasNameless) return collector.Changes;
            await DistrustAsync(ServerPromise.QuickResync, DistrustReason.Unreadable, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ImapCommandException e) when (e.Response == ImapCommandResponse.Bad)
        {
            await DistrustAsync(ServerPromise.QuickResync, DistrustReason.Refused, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }
}
