namespace AcMail;

static class ActionFailures
{
    public static MailFailure Exists(string name) => new(
        MailErrorKind.MailboxExists,
        new($"There is a mailbox “{MailboxNames.Shorten(name)}” already, here or on the server.",
            $"Il y a déjà un dossier « {MailboxNames.Shorten(name)} », ici ou sur le serveur."),
        new("Choose another name; after renaming or deleting a mailbox, synchronise before its name is used again.",
            "Choisissez un autre nom ; après avoir renommé ou supprimé un dossier, synchronisez avant de réutiliser son nom."));

    public static MailFailure NotEmpty(string name) => new(
        MailErrorKind.MailboxNotEmpty,
        new($"The mailbox “{MailboxNames.Shorten(name)}” holds messages or other mailboxes.",
            $"Le dossier « {MailboxNames.Shorten(name)} » contient des messages ou d'autres dossiers."),
        new("Move or delete what it holds first.", "Déplacez ou supprimez d'abord son contenu."));
}
