namespace AcMail;

static class ReplicaFailures
{
    public static MailFailure NoMailbox(string name) => new(
        MailErrorKind.MailboxNotFound,
        new($"There is no mailbox “{name}” here.", $"Il n'y a pas de dossier « {name} » ici."),
        new("List the mailboxes, or synchronise first.", "Affichez la liste des dossiers, ou synchronisez d'abord."));

    public static MailFailure NoMessage(long id) => new(
        MailErrorKind.MessageNotFound,
        new($"There is no message {id} here.", $"Il n'y a pas de message {id} ici."),
        new("It may have been removed since it was listed.", "Il a peut-être été supprimé depuis."));
}
