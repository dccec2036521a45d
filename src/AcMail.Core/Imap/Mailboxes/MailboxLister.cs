using System.Text;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Lists mailboxes, and remembers them by name.</summary>
sealed class MailboxLister(ImapClient client)
{
    readonly Dictionary<string, ImapFolder> _folders = new(StringComparer.Ordinal);
    readonly HashSet<string> _subscribed = new(StringComparer.Ordinal);

    /// <summary>All mailboxes; with their counters in one round trip where the server has LIST-STATUS (RFC 5819).</summary>
    /// <param name="withStatus">Whether their counters are asked for.</param>
    /// <param name="withIds">Whether their MAILBOXIDs are (RFC 8474), and are told where they are known.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<RemoteMailbox>> ListAsync(bool withStatus, bool withIds, CancellationToken cancellationToken)
    {
        var items = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity;
        if (client.Capabilities.HasFlag(ImapCapabilities.CondStore)) items |= StatusItems.HighestModSeq;
        if (withIds && client.Capabilities.HasFlag(ImapCapabilities.ObjectID)) items |= StatusItems.MailboxId;
        // A server may leave out the counters of a mailbox; those of an earlier time must not stand in for them.
        foreach (var folder in _folders.Values.OfType<ReplicaImapFolder>()) folder.ForgetStatus();
        _folders.Clear();
        _subscribed.Clear();
        foreach (var space in client.PersonalNamespaces)
        {
            var folders = await client.GetFoldersAsync(space, withStatus ? items : StatusItems.None, false, cancellationToken).ConfigureAwait(false);
            // A name that is nothing but a delimiter names nothing.
            foreach (var folder in folders.OfType<ImapFolder>().Where(f => f.FullName.Length > 0)) _folders.TryAdd(NameOf(folder), folder);
            // Without LIST-EXTENDED (RFC 5258), LIST does not tell.
            var marked = client.Capabilities.HasFlag(ImapCapabilities.ListExtended)
                ? folders.Where(f => f.IsSubscribed)
                : await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly: true, cancellationToken).ConfigureAwait(false);
            _subscribed.UnionWith(marked.Select(NameOf));
        }

        if (client.Inbox is ImapFolder inbox && _folders.TryAdd(inbox.FullName, inbox) && withStatus)
            await inbox.StatusAsync(items, cancellationToken).ConfigureAwait(false);
        return [.. _folders.Values.Where(f => IsInbox(f) || !f.Attributes.HasFlag(FolderAttributes.NonExistent))
            .Select(f => Describe(f, IsSubscribed(NameOf(f)), withStatus, withIds))];
    }

    /// <summary>The names of all mailboxes.</summary>
    public async Task<IReadOnlySet<string>> GetNamesAsync(CancellationToken cancellationToken) =>
        (await GetFoldersAsync(subscribedOnly: false, cancellationToken).ConfigureAwait(false))
            .Where(f => !f.Attributes.HasFlag(FolderAttributes.NonExistent)).Select(NameOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the mailbox was subscribed to when it was listed.</summary>
    public bool IsSubscribed(string mailbox) => _subscribed.Contains(mailbox);

    /// <summary>What is subscribed to, also names that no mailbox has.</summary>
    public Task<IReadOnlyList<IMailFolder>> ListSubscribedAsync(CancellationToken cancellationToken) => GetFoldersAsync(subscribedOnly: true, cancellationToken);

    /// <summary>The mailbox, where it was met on this connection.</summary>
    public ReplicaImapFolder? Find(string mailbox) => _folders.GetValueOrDefault(mailbox) as ReplicaImapFolder;

    /// <summary>The mailbox that is open on this connection.</summary>
    public ImapFolder? FindOpen() => _folders.Values.FirstOrDefault(f => f.IsOpen);

    /// <summary>Whether the server really has no mailbox of that name.</summary>
    public async Task<bool> IsGoneAsync(string mailbox, CancellationToken cancellationToken) =>
        (await FindGoneAsync([mailbox], cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Those of which the server really has no mailbox of that name. What is above several of them is asked once.</summary>
    public async Task<IReadOnlySet<string>> FindGoneAsync(IReadOnlyList<string> mailboxes, CancellationToken cancellationToken)
    {
        var (gone, below) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<IMailFolder, HashSet<string>>());
        foreach (var mailbox in mailboxes)
            if (await IsGoneAsync(mailbox, below, cancellationToken).ConfigureAwait(false)) gone.Add(mailbox);
        return gone;
    }

    async Task<bool> IsGoneAsync(string mailbox, Dictionary<IMailFolder, HashSet<string>> below, CancellationToken cancellationToken)
    {
        if (mailbox.Length == 0) return true;
        try
        {
            var folder = await client.GetFolderAsync(mailbox, cancellationToken).ConfigureAwait(false);
            // Where the connection has met the mailbox before, the server was not asked; what is beside it has to be listed.
            var parent = folder.ParentFolder;
            // Of one that it made itself, since LSUB told of another below it that is gone, MailKit does not know what is above.
            if (parent is null && folder.Attributes.HasFlag(FolderAttributes.NonExistent))
                (parent, _) = await FindParentAsync(mailbox, folder.DirectorySeparator, cancellationToken).ConfigureAwait(false);
            if (parent is not { DirectorySeparator: not '\0' }) return false;
            if (!below.TryGetValue(parent, out var beside))
                below[parent] = beside = [.. (await parent.GetSubfoldersAsync(false, cancellationToken).ConfigureAwait(false))
                    .Where(f => (f.Attributes & (FolderAttributes.NonExistent | FolderAttributes.NoSelect)) == 0).Select(NameOf)];
            // A server without case answers for a mailbox in other letters, and MailKit takes it.
            return !beside.Contains(mailbox);
        }
        catch (FolderNotFoundException)
        {
            // What is above it may be all that is gone.
            return !_folders.TryGetValue(mailbox, out var listed) || (listed.Attributes & (FolderAttributes.NonExistent | FolderAttributes.NoSelect)) != 0;
        }
    }

    /// <summary>
    /// Whether there are mailboxes below that one. DELETE must not remove them (RFC 9051 §6.3.5), and does so at some servers (Kopano, DavMail). A level without
    /// anything on it or below it is none.
    /// </summary>
    public static async Task<bool> HasInferiorsAsync(ImapFolder folder, CancellationToken cancellationToken)
    {
        if (folder.DirectorySeparator == '\0') return false;
        var below = await folder.GetSubfoldersAsync(false, cancellationToken).ConfigureAwait(false);
        return below.Select(f => f.Attributes)
            .Any(a => !a.HasFlag(FolderAttributes.NonExistent) && !a.HasFlag(FolderAttributes.NoSelect | FolderAttributes.HasNoChildren));
    }

    /// <summary>What is above the mailbox of that name, whether there is one or not, and its name in there.</summary>
    /// <exception cref="FolderNotFoundException">There is nothing above it.</exception>
    public async Task<(IMailFolder Parent, string Name)> FindParentAsync(string mailbox, char? delimiter, CancellationToken cancellationToken)
    {
        var at = delimiter is { } d ? mailbox.LastIndexOf(d) : -1;
        return at < 0
            ? (client.GetFolder(new FolderNamespace(delimiter ?? '\0', "")), mailbox)
            : (await client.GetFolderAsync(mailbox[..at], cancellationToken).ConfigureAwait(false), mailbox[(at + 1)..]);
    }

    /// <summary>The MAILBOXID of a mailbox (RFC 8474), asked for where LIST did not tell it; empty where there is none.</summary>
    public async Task<string> IdentifyAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.ObjectID)) return "";
        var folder = await GetAsync(mailbox, cancellationToken).ConfigureAwait(false);
        // Alone, since some servers tell it wrongly along with counters.
        if (!MailboxIds.IsOne(folder.Id)) await folder.StatusAsync(StatusItems.MailboxId, cancellationToken).ConfigureAwait(false);
        return MailboxIds.IsOne(folder.Id) ? folder.Id : "";
    }

    /// <summary>The counters of one mailbox; <see langword="null"/> where they are not told, or the mailbox is open, of which STATUS need not tell the truth.</summary>
    public async Task<RemoteState?> CountAsync(string mailbox, CancellationToken cancellationToken)
    {
        var folder = await GetAsync(mailbox, cancellationToken).ConfigureAwait(false);
        if (folder.IsOpen) return null;
        (folder as ReplicaImapFolder)?.ForgetStatus();
        await folder.StatusAsync(StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity, cancellationToken).ConfigureAwait(false);
        return folder.UidNext is { } next && folder.UidValidity > 0 ? new(folder.UidValidity, next.Id, 0, folder.Count) : null;
    }

    /// <summary>The mailbox of that name.</summary>
    /// <exception cref="FolderNotFoundException">There is none, but perhaps in other letters.</exception>
    public async Task<ImapFolder> GetAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (_folders.TryGetValue(mailbox, out var known)) return known;
        var found = client.Inbox is ImapFolder inbox && inbox.FullName == mailbox
            ? inbox
            : (ImapFolder)await client.GetFolderAsync(mailbox, cancellationToken).ConfigureAwait(false);
        return _folders[mailbox] = IsInbox(found) || NameOf(found) == mailbox ? found : throw new FolderNotFoundException(mailbox);
    }

    /// <summary>The inbox always exists (RFC 9051 §5.1); what is told of <c>inbox</c>, where mailboxes lie below such a name, MailKit takes to be about it.</summary>
    bool IsInbox(IMailFolder folder) => ReferenceEquals(folder, client.Inbox);

    // Half a surrogate pair, which a name that was cut short may end with, is no text that a store can keep.
    static string NameOf(IMailFolder folder) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(folder.FullName));

    async Task<IReadOnlyList<IMailFolder>> GetFoldersAsync(bool subscribedOnly, CancellationToken cancellationToken)
    {
        var folders = new List<IMailFolder>();
        foreach (var space in client.PersonalNamespaces)
            folders.AddRange(await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly, cancellationToken).ConfigureAwait(false));
        return folders;
    }

    RemoteMailbox Describe(ImapFolder folder, bool subscribed, bool withStatus, bool withIds)
    {
        var selectable = IsInbox(folder) || !folder.Attributes.HasFlag(FolderAttributes.NoSelect);
        char? delimiter = folder.DirectorySeparator == '\0' ? null : folder.DirectorySeparator;
        return new(
            new(NameOf(folder), delimiter, FolderRoles.Of(folder, client.Inbox), selectable)
            {
                Subscribed = subscribed, ObjectId = withIds ? folder.Id ?? "" : "",
            },
            // Of the selected mailbox, STATUS may tell what this connection has seen, and not what there is (RFC 9051 §6.3.11).
            withStatus && selectable && !folder.IsOpen && folder.UidValidity > 0
                ? new(folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, folder.Count)
                : null);
    }
}
