namespace AcMail;

static class ReplicaFailures
{
    public static MailFailure NoMailbox(string name) => new(
        MailErrorKind.MailboxNotFound,
        new($"There is no mailbox “{MailboxNames.Shorten(name)}” here.", $"Il n'y a pas de dossier « {MailboxNames.Shorten(name)} » ici."),
        new("List the mailboxes, or synchronise first.", "Affichez la liste des dossiers, ou synchronisez d'abord."));

    public static MailFailure NoTarget(string name) => NoMailbox(name) with
    {
        Remedy = new(
            "List the mailboxes, synchronise first, or create it (MailboxActions.CreateAsync, \"acmail mailbox\"): "
            + "where the server has one of that name that is not synchronised, that is the one.",
            "Affichez la liste des dossiers, synchronisez d'abord, ou créez-le (MailboxActions.CreateAsync, « acmail mailbox ») : "
            + "si le serveur en a un de ce nom qui n'est pas synchronisé, c'est celui-là."),
    };

    public static MailFailure NoMessage(long id) => new(
        MailErrorKind.MessageNotFound,
        new($"There is no message {id} here.", $"Il n'y a pas de message {id} ici."),
        new("It may have been removed since it was listed.", "Il a peut-être été supprimé depuis."));

    public static MailFailure Damaged(long id) => new(
        MailErrorKind.StorageDamaged,
        new($"The bytes of message {id} are not those that were received: they are damaged here.",
            $"Les octets du message {id} ne sont pas ceux reçus : ils sont endommagés ici."),
        new("\"acmail doctor ACCOUNT --rebuild\" (IStoreMaintenance.RebuildAsync) leaves it out, and the next synchronisation downloads it again where the server still has it.",
            "« acmail doctor COMPTE --rebuild » (IStoreMaintenance.RebuildAsync) l'écarte, et la synchronisation suivante le télécharge de nouveau si le serveur l'a encore."));
}
