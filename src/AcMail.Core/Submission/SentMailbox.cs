using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Finds the server's mailbox for sent messages by its role; where there is none, makes one.</summary>
static class SentMailbox
{
    const string NewName = "Sent";

    public static async Task<IMailFolder> FindAsync(
        ImapClient client, ImapSettings settings, IMailStore store, CancellationToken cancellationToken)
    {
        if (await StoredNameAsync(store, cancellationToken).ConfigureAwait(false) is { } known
            && await TryGetAsync(client, known, cancellationToken).ConfigureAwait(false) is { } folder) return folder;
        return await ListedNameAsync(client, settings, cancellationToken).ConfigureAwait(false) is { } listed
            ? await client.GetFolderAsync(listed, cancellationToken).ConfigureAwait(false)
            : await CreateAsync(client, cancellationToken).ConfigureAwait(false);
    }

    static async Task<string?> StoredNameAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.FirstOrDefault(m => m is { Role: MailboxRole.Sent, Selectable: true, ServerName: not null })?.ServerName;
    }

    /// <summary>What is known may be out of date: another client may have renamed it, or it is that of a POP3 account which was not moved over yet.</summary>
    static async Task<IMailFolder?> TryGetAsync(ImapClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetFolderAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    static async Task<string?> ListedNameAsync(ImapClient client, ImapSettings settings, CancellationToken cancellationToken)
    {
        var listed = await new MailboxLister(client).ListAsync(withStatus: false, withIds: false, cancellationToken).ConfigureAwait(false);
        var roles = MailboxRoles.Assign([.. listed.Select(m => m.Mailbox).Where(m => m.Selectable)], settings.Roles);
        return roles.FirstOrDefault(r => r.Value == MailboxRole.Sent).Key;
    }

    static async Task<IMailFolder> CreateAsync(ImapClient client, CancellationToken cancellationToken)
    {
        // Where the server does not tell its hierarchy, nobody knows how a name is written.
        if (client.PersonalNamespaces.Count == 0) throw new FolderNotFoundException(NewName);
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        var created = await top.CreateAsync(NewName, true, cancellationToken).ConfigureAwait(false) ?? throw new FolderNotFoundException(NewName);
        try
        {
            // Many mail programs show only what is subscribed to.
            await created.SubscribeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // It takes messages all the same.
        }

        return created;
    }
}
