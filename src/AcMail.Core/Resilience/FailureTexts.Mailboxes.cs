namespace AcMail;

static partial class FailureTexts
{
    /// <summary>Of a command, where the connection stands.</summary>
    public static FailureText NotJustNow { get; } = Text(
        "{0} does not do what it was asked for now: {2}.", "{0} ne fait pas pour l'instant ce qui lui est demandé : {2}.",
        "Try again later. If it goes on, tell the server's administrator.",
        "Réessayez plus tard. Si cela persiste, prévenez l'administrateur du serveur.");

    static FailureText? Mailboxes(MailErrorKind kind) => kind switch
    {
        MailErrorKind.MailboxNotFound => Text(
            "The mailbox is not on {0}.", "Le dossier n'existe pas sur {0}.",
            "It may have been renamed or removed; synchronise and look at the list.",
            "Il a peut-être été renommé ou supprimé ; synchronisez puis consultez la liste."),
        MailErrorKind.MessageNotFound => Text(
            "The message is not on {0} any more.", "Le message n'est plus sur {0}.",
            "Somebody may have removed or moved it; the next synchronisation shows.",
            "Il a peut-être été supprimé ou déplacé ; la prochaine synchronisation le montrera."),
        MailErrorKind.MailboxInUse => Text(
            "The mailbox at {0} is in use by another session.", "La boîte sur {0} est utilisée par une autre session.",
            "Close the other mail program, or wait for its session to end.",
            "Fermez l'autre logiciel de messagerie, ou attendez la fin de sa session."),
        MailErrorKind.OverQuota => Text(
            "The quota at {0} is used up.", "Le quota sur {0} est atteint.",
            "Archive old mail locally and remove it from the server.",
            "Archivez localement les anciens messages et supprimez-les du serveur."),
        MailErrorKind.CommandRefused => Text(
            "{0} refused a command: {2}.", "{0} a refusé une commande : {2}.",
            "The server's words say why.", "La réponse du serveur en donne la raison."),
        MailErrorKind.MissingCapability => Text(
            "{0} lacks something that is needed: {2}.", "Il manque à {0} une fonction nécessaire : {2}.",
            "Use another protocol for this account, or ask the mail administrator.",
            "Utilisez un autre protocole pour ce compte, ou contactez l'administrateur de la messagerie."),
        _ => null,
    };
}
