namespace AcMail;

/// <summary>Finds out what each mailbox is for: the user's word first, then the server's (RFC 6154), then the usual names.</summary>
static class MailboxRoles
{
    static readonly Dictionary<string, MailboxRole> Aliases = Build(
        (MailboxRole.Sent, [
            "Sent", "Sent Items", "Sent Messages", "Sent Mail", "Éléments envoyés", "Envoyés", "Messages envoyés", "Courrier envoyé", "Objets envoyés",
            "Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Enviados", "Elementos enviados", "Mensajes enviados"]),
        (MailboxRole.Trash, [
            "Trash", "Deleted Items", "Deleted Messages", "Bin", "Corbeille", "Éléments supprimés", "Messages supprimés", "Papierkorb", "Gelöschte Elemente",
            "Gelöschte Objekte", "Papelera", "Elementos eliminados"]),
        (MailboxRole.Drafts, ["Drafts", "Draft", "Brouillons", "Brouillon", "Entwürfe", "Borradores"]),
        (MailboxRole.Junk, [
            "Junk", "Junk E-mail", "Junk Mail", "Spam", "Bulk Mail", "Indésirables", "Courrier indésirable", "Courriers indésirables", "Pourriel", "Pourriels",
            "Junk-E-Mail", "Spamverdacht", "Correo no deseado"]),
        (MailboxRole.Archive, ["Archive", "Archives", "Archiv", "Archivo", "Archivos"]));

    /// <summary>The role of each mailbox. A role other than none is given once.</summary>
    /// <param name="listed">The mailboxes with the server's word, <see cref="MailboxRole.None"/> where it said nothing.</param>
    /// <param name="overrides">The user's word: role to mailbox name.</param>
    public static IReadOnlyDictionary<string, MailboxRole> Assign(
        IReadOnlyList<ListedMailbox> listed, IReadOnlyDictionary<MailboxRole, string> overrides)
    {
        var roles = listed.ToDictionary(m => m.Name, _ => MailboxRole.None);
        var given = new HashSet<MailboxRole>();

        foreach (var (role, name) in overrides)
            if (MailboxNames.Resolve(name, roles.Keys) is { } mailbox) Give(mailbox, role);
        foreach (var mailbox in listed)
            if (mailbox.Role != MailboxRole.None && mailbox.Selectable) Give(mailbox.Name, mailbox.Role);
        foreach (var mailbox in listed.Where(m => m.Selectable).OrderBy(m => m.Name.Length))
            if (Aliases.TryGetValue(MailboxNames.Fold(Leaf(mailbox)), out var role)) Give(mailbox.Name, role);
        return roles;

        void Give(string mailbox, MailboxRole role)
        {
            if (roles[mailbox] == MailboxRole.None && given.Add(role)) roles[mailbox] = role;
        }
    }

    // Below the inbox is a top level too: many servers keep every mailbox there.
    static string Leaf(ListedMailbox mailbox)
    {
        if (mailbox.Delimiter is not { } delimiter) return mailbox.Name;
        var inbox = $"INBOX{delimiter}";
        return mailbox.Name.StartsWith(inbox, StringComparison.OrdinalIgnoreCase) ? mailbox.Name[inbox.Length..] : mailbox.Name;
    }

    static Dictionary<string, MailboxRole> Build(params (MailboxRole Role, string[] Names)[] table) =>
        table.SelectMany(row => row.Names, (row, name) => (row.Role, Fold: MailboxNames.Fold(name))).ToDictionary(a => a.Fold, a => a.Role);
}
