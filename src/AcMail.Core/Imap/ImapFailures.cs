using AcMail.Storage;

namespace AcMail;

static class ImapFailures
{
    public static MailFailure Unreadable(string mailbox, UidSet uids, string? reply) => new(
        MailErrorKind.CommandRefused,
        new($"The server did not give out message {uids} of “{mailbox}”.", $"Le serveur n'a pas fourni le message {uids} du dossier « {mailbox} »."),
        new("It will be asked for again at the next synchronisation.", "Il sera redemandé à la prochaine synchronisation."))
    {
        ServerReply = reply,
    };

    public static MailFailure CannotOpen(string mailbox, string? reply) => new(
        MailErrorKind.MailboxNotFound,
        new($"The server did not open the mailbox “{mailbox}”.", $"Le serveur n'a pas ouvert le dossier « {mailbox} »."),
        new("What is held of it stays. Exclude it from synchronisation if it is not yours.",
            "Ce qui en est conservé ici y reste. Excluez-le de la synchronisation s'il n'est pas à vous."))
    {
        ServerReply = reply,
    };

    public static MailFailure ShortList(string mailbox, long listed, long exists) => new(
        MailErrorKind.ProtocolError,
        new($"In “{mailbox}” the server announces {exists} messages but lists {listed}; nothing is removed here on such an answer.",
            $"Dans « {mailbox} » le serveur annonce {exists} messages mais en liste {listed} ; rien n'est retiré ici sur une telle réponse."),
        new("The next synchronisation compares again.", "La prochaine synchronisation comparera de nouveau."));

    public static MailFailure MassRemoval(string mailbox, long count) => new(
        MailErrorKind.ProtocolError,
        new($"In “{mailbox}” {count} messages seemed to be gone at once, and a second look did not confirm it; nothing was removed here.",
            $"Dans « {mailbox} » {count} messages semblaient avoir disparu d'un coup, sans qu'une seconde vérification le confirme ; rien n'a été retiré ici."),
        new("The next synchronisation compares again.", "La prochaine synchronisation comparera de nouveau."));
}
