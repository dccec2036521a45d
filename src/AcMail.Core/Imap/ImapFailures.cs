using System.Globalization;
using AcMail.Storage;

namespace AcMail;

static class ImapFailures
{
    public static MailFailure Quarantined(QuarantinedMessage message)
    {
        var next = message.NextTry.ToString("u", CultureInfo.InvariantCulture);
        var (again, encore) = message.Attempts == 1
            ? ("It will be asked for again at the next synchronisation.", "Il sera redemandé à la prochaine synchronisation.")
            : ($"It was asked for {message.Attempts} times, and will be again from {next} on.",
                $"Il a été demandé {message.Attempts} fois, et le sera de nouveau à partir du {next}.");
        return new(
            message.Kind,
            new($"The server did not give out message {message.Uid} of “{message.Mailbox}”; the others are not affected.",
                $"Le serveur n'a pas fourni le message {message.Uid} du dossier « {message.Mailbox} » ; les autres ne sont pas concernés."),
            new(again, encore))
        {
            ServerReply = message.Reply.Length == 0 ? null : message.Reply,
        };
    }

    public static MailFailure FlagsUnreadable(string mailbox, UidSet uid) => new(
        MailErrorKind.ProtocolError,
        new($"What the server says of the flags of message {uid} of “{mailbox}” cannot be read; the others are not affected.",
            $"Ce que le serveur dit des indicateurs du message {uid} du dossier « {mailbox} » est illisible ; les autres ne sont pas concernés."),
        new("Flags of this message are as they were known last.", "Les indicateurs de ce message restent tels qu'ils étaient connus."));

    public static MailFailure RemovalsHeld(string mailbox, long count) => new(
        MailErrorKind.RemovalsHeld,
        count == 1
            ? new($"In “{mailbox}” 1 message is gone from the server at once; it is held back here.",
                $"Dans « {mailbox} » 1 message a disparu d'un coup du serveur ; il est retenu ici.")
            : new($"In “{mailbox}” {count} messages are gone from the server at once; they are held back here.",
                $"Dans « {mailbox} » {count} messages ont disparu d'un coup du serveur ; ils sont retenus ici."),
        count == 1
            ? new("Let it go where that was meant, or set Imap.MassRemovals to WhenConfirmed.",
                "Laissez-le partir si c'était voulu, ou écrivez WhenConfirmed pour Imap.MassRemovals.")
            : new("Let them go where that was meant, or set Imap.MassRemovals to WhenConfirmed.",
                "Laissez-les partir si c'était voulu, ou écrivez WhenConfirmed pour Imap.MassRemovals."));

    public static MailFailure RestGone(long id) => new(
        MailErrorKind.MessageNotFound,
        new($"Only the header of message {id} is held, and the server does not have the rest any more.",
            $"Seul l'en-tête du message {id} est conservé, et le serveur n'a plus le reste."),
        new("Somebody removed or moved it; the next synchronisation shows.", "Il a été supprimé ou déplacé ; la prochaine synchronisation le montrera."));

    public static MailFailure RestUnsteady(long id) => new(
        MailErrorKind.ProtocolError,
        new($"The server gave out message {id} twice, each time with another length than it announces.",
            $"Le serveur a fourni deux fois le message {id}, chaque fois d'une autre longueur que celle annoncée."),
        new("Nothing of it was kept; try again later.", "Rien n'en a été conservé ; réessayez plus tard."));

    public static MailFailure CannotOpen(string mailbox, MailFailure reason) => new(
        reason.Kind == MailErrorKind.CommandRefused ? MailErrorKind.MailboxNotFound : reason.Kind,
        new($"The server did not let the mailbox “{mailbox}” be read.", $"Le serveur n'a pas laissé lire le dossier « {mailbox} »."),
        new("What is held of it stays. Exclude it from synchronisation if it is not yours.",
            "Ce qui en est conservé ici y reste. Excluez-le de la synchronisation s'il n'est pas à vous."))
    {
        ServerReply = reason.ServerReply,
    };

    public static MailFailure Broken(string mailbox, MailFailure reason) => new(
        reason.Kind,
        new($"Twice the connection broke, or the server fell silent, while the mailbox “{mailbox}” was compared; the others are not affected.",
            $"Deux fois la connexion a été coupée, ou le serveur est resté muet, pendant la comparaison du dossier « {mailbox} » ; les autres ne sont pas concernés."),
        new("What is held of it stays, and it will be tried again at the next synchronisation. If that goes on, tell the server's administrator.",
            "Ce qui en est conservé ici y reste, et il sera retenté à la prochaine synchronisation. Si cela persiste, prévenez l'administrateur du serveur."))
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };

    public static MailFailure ShortList(string mailbox, long listed, long exists) => new(
        MailErrorKind.ProtocolError,
        new($"In “{mailbox}” the server announces {Counted.Messages(exists)} but lists {listed}; nothing is removed here on such an answer.",
            $"Dans « {mailbox} » le serveur annonce {Counted.Messages(exists)} mais en liste {listed} ; rien n'est retiré ici sur une telle réponse."),
        new("The next synchronisation compares again.", "La prochaine synchronisation comparera de nouveau."));

    public static MailFailure MassRemoval(string mailbox, long count) => new(
        MailErrorKind.ProtocolError,
        new($"In “{mailbox}” {Counted.Messages(count)} seemed to be gone at once, and a second look did not confirm it; nothing was removed here.",
            $"Dans « {mailbox} » {Counted.Messages(count)} {(count == 1 ? "semblait" : "semblaient")} avoir disparu d'un coup, "
                + "sans qu'une seconde vérification le confirme ; rien n'a été retiré ici."),
        new("The next synchronisation compares again.", "La prochaine synchronisation comparera de nouveau."));
}
