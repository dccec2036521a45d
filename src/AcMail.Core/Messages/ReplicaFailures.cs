namespace AcMail;

static class ReplicaFailures
{
    public static MailFailure NoMailbox(string name) => new(
        MailErrorKind.MailboxNotFound,
        new($"There is no mailbox “{name}” here.", $"Il n'y a pas de dossier « {name} » ici."),
        new("List the mailboxes, or synchronise first.", "Affichez la liste des dossiers, ou synchronisez d'abord."));

    public static MailFailure NotLocal(string account) => new(
        MailErrorKind.InvalidSettings,
        new($"The mailboxes of “{account}” are on its IMAP server; only those of a POP3 account are local.",
            $"Les dossiers de « {account} » sont sur son serveur IMAP ; seuls ceux d'un compte POP3 sont locaux."),
        new("File the message on the server.", "Classez le message sur le serveur."));

    public static MailFailure NoMessage(long id) => new(
        MailErrorKind.MessageNotFound,
        new($"There is no message {id} here.", $"Il n'y a pas de message {id} ici."),
        new("It may have been removed since it was listed.", "Il a peut-être été supprimé depuis."));
}
