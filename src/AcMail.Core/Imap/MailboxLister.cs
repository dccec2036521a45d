using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Lists mailboxes, and remembers them by name.</summary>
sealed class MailboxLister(ImapClient client)
{
    readonly Dictionary<string, ImapFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>All mailboxes; with their counters in one round trip where the server has LIST-STATUS (RFC 5819).</summary>
    public async Task<IReadOnlyList<RemoteMailbox>> ListAsync(bool withStatus, CancellationToken cancellationToken)
    {
        var items = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity;
        if (client.Capabilities.HasFlag(ImapCapabilities.CondStore)) items |= StatusItems.HighestModSeq;
        if (client.Capabilities.HasFlag(ImapCapabilities.ObjectID)) items |= StatusItems.MailboxId;
        _folders.Clear();
        foreach (var space in client.PersonalNamespaces)
        {
            var folders = await client.GetFoldersAsync(space, withStatus ? items : StatusItems.None, false, cancellationToken).ConfigureAwait(false);
            foreach (var folder in folders.OfType<ImapFolder>()) _folders.TryAdd(folder.FullName, folder);
        }

        if (client.Inbox is ImapFolder inbox && _folders.TryAdd(inbox.FullName, inbox) && withStatus)
            await inbox.StatusAsync(items, cancellationToken).ConfigureAwait(false);
        return [.. _folders.Values.Where(f => !f.Attributes.HasFlag(FolderAttributes.NonExistent)).Select(f => Describe(f, withStatus))];
    }

    /// <summary>Whether the server really has no mailbox of that name.</summary>
    public async Task<bool> IsGoneAsync(string mailbox, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetFolderAsync(mailbox, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (FolderNotFoundException)
        {
            return true;
        }
    }

    /// <summary>The MAILBOXID of a mailbox (RFC 8474), asked for where LIST did not tell it; empty where there is none.</summary>
    public async Task<string> IdentifyAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.ObjectID)) return "";
        var folder = await GetAsync(mailbox, cancellationToken).ConfigureAwait(false);
        if (folder.Id is null) await folder.StatusAsync(StatusItems.MailboxId, cancellationToken).ConfigureAwait(false);
        return folder.Id ?? "";
    }

    /// <summary>The mailbox of that name.</summary>
    /// <exception cref="FolderNotFoundException">There is none.</exception>
    public async Task<ImapFolder> GetAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (_folders.TryGetValue(mailbox, out var known)) return known;
        var found = client.Inbox is ImapFolder inbox && inbox.FullName == mailbox
            ? inbox
            : (ImapFolder)await client.GetFolderAsync(mailbox, cancellationToken).ConfigureAwait(false);
        return _folders[mailbox] = found;
    }

    RemoteMailbox Describe(ImapFolder folder, bool withStatus)
    {
        var selectable = !folder.Attributes.HasFlag(FolderAttributes.NoSelect);
        char? delimiter = folder.DirectorySeparator == '\0' ? null : folder.DirectorySeparator;
        return new(
            new(folder.FullName, delimiter, FolderRoles.Of(folder, client.Inbox), selectable) { ObjectId = folder.Id ?? "" },
            withStatus && selectable && folder.UidValidity > 0
                ? new(folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq, folder.Count)
                : null);
    }
}
