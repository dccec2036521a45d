using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace AcMail;

/// <summary>Turns what the server says into values.</summary>
sealed class ImapObserver(ImapClient client)
{
    readonly Dictionary<string, ImapFolder> _folders = new(StringComparer.Ordinal);

    public bool QuickResyncEnabled { get; private set; }

    public async Task PrepareAsync(IEnumerable<string> disabledExtensions, CancellationToken cancellationToken)
    {
        client.Capabilities = ImapExtensionSet.Without(client.Capabilities, disabledExtensions);
        if (!client.Capabilities.HasFlag(ImapCapabilities.QuickResync)) return;
        await client.EnableQuickResyncAsync(cancellationToken).ConfigureAwait(false);
        QuickResyncEnabled = true;
    }

    /// <summary>All mailboxes with their counters: one round trip with LIST-STATUS, else one STATUS each.</summary>
    public async Task<IReadOnlyList<RemoteMailbox>> ListAsync(CancellationToken cancellationToken)
    {
        var items = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity;
        if (client.Capabilities.HasFlag(ImapCapabilities.CondStore)) items |= StatusItems.HighestModSeq;
        var withStatus = client.Capabilities.HasFlag(ImapCapabilities.ListStatus);

        ForgetStatus();
        _folders.Clear();
        var subscribed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var space in client.PersonalNamespaces)
        {
            var folders = await client.GetFoldersAsync(space, withStatus ? items : StatusItems.None, false, cancellationToken).ConfigureAwait(false);
            foreach (var folder in folders.OfType<ImapFolder>()) _folders.TryAdd(folder.FullName, folder);
            // Without LIST-EXTENDED (RFC 5258), LIST does not tell.
            var marked = client.Capabilities.HasFlag(ImapCapabilities.ListExtended)
                ? folders.Where(f => f.IsSubscribed)
                : await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly: true, cancellationToken).ConfigureAwait(false);
            subscribed.UnionWith(marked.Select(f => f.FullName));
        }

        if (client.Inbox is ImapFolder inbox && _folders.TryAdd(inbox.FullName, inbox) && withStatus)
            await inbox.StatusAsync(items, cancellationToken).ConfigureAwait(false);

        return [.. _folders.Values.Where(f => !f.Attributes.HasFlag(FolderAttributes.NonExistent)).Select(f => Describe(f, subscribed.Contains(f.FullName), withStatus))];
    }

    /// <summary>The mailbox, where it was listed on this connection.</summary>
    public ReplicaImapFolder? Find(string mailbox) => _folders.GetValueOrDefault(mailbox) as ReplicaImapFolder;

    /// <summary>The mailbox, which was listed.</summary>
    public ImapFolder Folder(string mailbox) => _folders[mailbox];

    /// <summary>Whether the server really has no mailbox of that name.</summary>
    public async Task<bool> IsGoneAsync(string mailbox, CancellationToken cancellationToken)
    {
        try
        {
            var folder = await client.GetFolderAsync(mailbox, cancellationToken).ConfigureAwait(false);
            // Where the connection has met the mailbox before, the server was not asked; what is beside it has to be listed.
            if (folder.ParentFolder is not { } parent || parent.DirectorySeparator == '\0') return false;
            var beside = await parent.GetSubfoldersAsync(false, cancellationToken).ConfigureAwait(false);
            return !beside.Any(f => f.FullName == folder.FullName && !f.Attributes.HasFlag(FolderAttributes.NonExistent));
        }
        catch (FolderNotFoundException)
        {
            return true;
        }
    }

    /// <summary>
    /// Opens the mailbox, with EXAMINE where nothing is to be written, so that nothing changes by looking, and takes its counters before anything is fetched.
    /// </summary>
    public async Task<(ImapFolder Folder, RemoteState State)> SelectAsync(string mailbox, bool writes, CancellationToken cancellationToken)
    {
        var folder = _folders[mailbox];
        var replica = folder as ReplicaImapFolder;
        replica?.ForgetStatus();
        await folder.OpenAsync(writes ? FolderAccess.ReadWrite : FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        replica?.Look();
        return (folder, new(folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, folder.Count));
    }

    /// <summary>The mailbox, open for writing; where it is so already, the server is not asked.</summary>
    public async Task<ImapFolder> OpenAsync(string mailbox, CancellationToken cancellationToken)
    {
        var folder = _folders[mailbox];
        return folder is { IsOpen: true, Access: FolderAccess.ReadWrite }
            ? folder
            : (await SelectAsync(mailbox, writes: true, cancellationToken).ConfigureAwait(false)).Folder;
    }

    public async Task<UidSet> ListUidsAsync(ImapFolder folder, CancellationToken cancellationToken) =>
        await SearchAsync(folder, SearchQuery.All, cancellationToken).ConfigureAwait(false);

    public async Task<UidSet> ListUidsAsync(ImapFolder folder, UidRange range, CancellationToken cancellationToken) =>
        await SearchAsync(folder, SearchQuery.Uids(ToUniqueIds(folder, range)), cancellationToken).ConfigureAwait(false);

    /// <summary>All UIDs, by FETCH in place of SEARCH, after the server had occasion to tell of changes: a second opinion.</summary>
    public async Task<UidSet> ListUidsAgainAsync(ImapFolder folder, CancellationToken cancellationToken)
    {
        await client.NoOpAsync(cancellationToken).ConfigureAwait(false);
        if (folder.Count == 0) return UidSet.Empty;
        var summaries = await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false);
        return UidSet.Of(summaries.Select(s => s.UniqueId.Id));
    }

    /// <summary>Flags in <paramref name="range"/>: all, or those changed since <paramref name="modSeq"/>; with QRESYNC also what vanished.</summary>
    public async Task<(IReadOnlyList<RemoteFlags> Flags, UidSet Vanished)> FetchFlagsAsync(
        ImapFolder folder, UidRange range, ulong? modSeq, CancellationToken cancellationToken)
    {
        var vanished = new List<UidRange>();
        folder.MessagesVanished += OnVanished;
        try
        {
            var request = new FetchRequest(modSeq is null
                ? MessageSummaryItems.UniqueId | MessageSummaryItems.Flags
                : MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.ModSeq)
            {
                ChangedSince = modSeq,
            };
            var summaries = await folder.FetchAsync(ToUniqueIds(folder, range), request, cancellationToken).ConfigureAwait(false);
            return (ToFlags(summaries), UidSet.FromRanges(vanished));
        }
        finally
        {
            folder.MessagesVanished -= OnVanished;
        }

        void OnVanished(object? sender, MessagesVanishedEventArgs e)
        {
            if (e.Earlier) vanished.AddRange(e.UniqueIds.Select(u => new UidRange(u.Id, u.Id)));
        }
    }

    /// <summary>The flags of <paramref name="uids"/>; messages that are gone are left out.</summary>
    public static async Task<IReadOnlyList<RemoteFlags>> FetchFlagsAsync(ImapFolder folder, UidSet uids, CancellationToken cancellationToken)
    {
        var summaries = await folder.FetchAsync(
            ToUniqueIds(folder, uids), MessageSummaryItems.UniqueId | MessageSummaryItems.Flags, cancellationToken).ConfigureAwait(false);
        return ToFlags(summaries);
    }

    public static IList<UniqueId> ToUniqueIds(ImapFolder folder, UidSet uids) =>
        UniqueIdSet.TryParse(uids.ToString(), folder.UidValidity, out var set) ? set : [];

    static List<RemoteFlags> ToFlags(IEnumerable<IMessageSummary> summaries) =>
        [.. summaries.Where(s => s.Flags is not null).Select(s => new RemoteFlags(s.UniqueId.Id, ImapFlags.From(s), s.ModSeq ?? 0))];

    static UniqueIdRange ToUniqueIds(ImapFolder folder, UidRange range) =>
        new(new UniqueId(folder.UidValidity, range.First), new UniqueId(folder.UidValidity, range.Last));

    async Task<UidSet> SearchAsync(ImapFolder folder, SearchQuery query, CancellationToken cancellationToken)
    {
        if (folder.Count == 0) return UidSet.Empty;
        var uids = client.Capabilities.HasFlag(ImapCapabilities.ESearch)
            ? (await folder.SearchAsync(SearchOptions.All, query, cancellationToken).ConfigureAwait(false)).UniqueIds
            : await folder.SearchAsync(query, cancellationToken).ConfigureAwait(false);
        return uids is null ? UidSet.Empty : UidSet.Of(uids.Select(u => u.Id));
    }

    /// <summary>A server may leave out the counters of a mailbox; those of an earlier time must not stand in for them.</summary>
    void ForgetStatus()
    {
        foreach (var folder in _folders.Values.OfType<ReplicaImapFolder>()) folder.ForgetStatus();
    }

    RemoteMailbox Describe(ImapFolder folder, bool subscribed, bool withStatus)
    {
        var selectable = !folder.Attributes.HasFlag(FolderAttributes.NoSelect);
        char? delimiter = folder.DirectorySeparator == '\0' ? null : folder.DirectorySeparator;
        return new(
            new(folder.FullName, delimiter, RoleOf(folder), selectable) { Subscribed = subscribed },
            // Of the selected mailbox, STATUS may tell what this connection has seen, and not what there is (RFC 9051 §6.3.11).
            withStatus && selectable && !folder.IsOpen && folder.UidValidity > 0
                ? new(folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, folder.Count)
                : null);
    }

    MailboxRole RoleOf(ImapFolder folder)
    {
        var attributes = folder.Attributes;
        if (ReferenceEquals(folder, client.Inbox) || attributes.HasFlag(FolderAttributes.Inbox)) return MailboxRole.Inbox;
        if (attributes.HasFlag(FolderAttributes.Sent)) return MailboxRole.Sent;
        if (attributes.HasFlag(FolderAttributes.Drafts)) return MailboxRole.Drafts;
        if (attributes.HasFlag(FolderAttributes.Trash)) return MailboxRole.Trash;
        if (attributes.HasFlag(FolderAttributes.Junk)) return MailboxRole.Junk;
        if (attributes.HasFlag(FolderAttributes.Archive)) return MailboxRole.Archive;
        if (attributes.HasFlag(FolderAttributes.All)) return MailboxRole.All;
        return attributes.HasFlag(FolderAttributes.Flagged) ? MailboxRole.Flagged : MailboxRole.None;
    }
}
