using System.Globalization;
using IMailStore = AcMail.Storage.IMailStore;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Finds the server's mailbox for sent messages: the user's word, what synchronisation found, SPECIAL-USE, then a well-known name.</summary>
static class SentMailbox
{
    static readonly string[] Names =
        ["Sent", "Sent Items", "Sent Messages", "Éléments envoyés", "Envoyés", "Messages envoyés", "Gesendet", "Enviados"];

    public static async Task<IMailFolder> FindAsync(
        ImapClient client, ImapSettings settings, IMailStore store, CancellationToken cancellationToken)
    {
        var name = settings.Roles.GetValueOrDefault(MailboxRole.Sent) ?? await StoredNameAsync(store, cancellationToken).ConfigureAwait(false);
        if (name is not null) return await client.GetFolderAsync(name, cancellationToken).ConfigureAwait(false);
        return Special(client) ?? await FindByNameAsync(client, cancellationToken).ConfigureAwait(false) ?? throw new FolderNotFoundException(Names[0]);
    }

    static IMailFolder? Special(ImapClient client) =>
        (client.Capabilities & (ImapCapabilities.SpecialUse | ImapCapabilities.XList)) != 0 ? client.GetFolder(SpecialFolder.Sent) : null;

    static async Task<string?> StoredNameAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.FirstOrDefault(m => m is { Role: MailboxRole.Sent, Selectable: true })?.Name;
    }

    static async Task<IMailFolder?> FindByNameAsync(ImapClient client, CancellationToken cancellationToken)
    {
        var folders = await client.GetFoldersAsync(client.PersonalNamespaces[0], cancellationToken: cancellationToken).ConfigureAwait(false);
        return Names.Select(name => folders.FirstOrDefault(f => IsNamed(f, name))).FirstOrDefault(f => f is not null);
    }

    /// <summary>A Mac writes "Éléments" with combining accents: to a person it is the same name.</summary>
    static bool IsNamed(IMailFolder folder, string name) => !folder.Attributes.HasFlag(FolderAttributes.NoSelect) &&
        CultureInfo.InvariantCulture.CompareInfo.Compare(folder.Name, name, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;
}
