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
        var name = await StoredNameAsync(store, cancellationToken).ConfigureAwait(false)
            ?? await ListedNameAsync(client, settings, cancellationToken).ConfigureAwait(false);
        return name is not null
            ? await client.GetFolderAsync(name, cancellationToken).ConfigureAwait(false)
            : await CreateAsync(client, cancellationToken).ConfigureAwait(false);
    }

    static async Task<string?> StoredNameAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.FirstOrDefault(m => m is { Role: MailboxRole.Sent, Selectable: true })?.Name;
    }

    static async Task<string?> ListedNameAsync(ImapClient client, ImapSettings settings, CancellationToken cancellationToken)
    {
        var listed = await new MailboxLister(client).ListAsync(false, cancellationToken).ConfigureAwait(false);
        var roles = MailboxRoles.Assign([.. listed.Select(m => m.Mailbox).Where(m => m.Selectable)], settings.Roles);
        return roles.FirstOrDefault(r => r.Value == MailboxRole.Sent).Key;
    }

    static async Task<IMailFolder> CreateAsync(ImapClient client, CancellationToken cancellationToken)
    {
        // Where the server does not tell its hierarchy, nobody knows how a name is written.
        if (client.PersonalNamespaces.Count == 0) throw new FolderNotFoundException(NewName);
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        return await top.CreateAsync(NewName, true, cancellationToken).ConfigureAwait(false) ?? throw new FolderNotFoundException(NewName);
    }
}
