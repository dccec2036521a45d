using AcMail.Storage;

namespace AcMail;

/// <summary>What a person is told when something that they did with messages cannot be done on the server.</summary>
static class TransferFailures
{
    static readonly MailText StaysHere = new(
        "It stays here, and only here. Delete it here, or ask the server's administrator for a higher limit.",
        "Il reste ici, et seulement ici. Supprimez-le ici, ou demandez une limite plus haute à l'administrateur du serveur.");

    static readonly MailText TriedAgain = new("It will be tried again at the next synchronisation.", "Ce sera retenté à la prochaine synchronisation.");

    static readonly MailText TriedSeldom = new(
        "It stays here, and only here. It will be tried again, more and more seldom, up to once a day.",
        "Il reste ici, et seulement ici. Ce sera retenté de moins en moins souvent, jusqu'à une fois par jour.");

    static readonly MailText TakenBack = new("It was taken back here.", "Cela a été annulé ici.");

    static readonly MailText InBoth = new("What was moved is in both mailboxes.", "Ce qui a été déplacé est dans les deux dossiers.");

    public static MailFailure Refused(TransferCommand command, MailFailure reason) => new(
        reason.Kind,
        new($"The server did not {English(command)}.", $"Le serveur n'a pas {French(command)}."),
        Remedy(command, reason))
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };

    public static MailFailure TooLarge(string mailbox, long octets, long limit) => new(
        MailErrorKind.MessageTooLarge,
        new($"A message of {octets} octets was not sent to “{mailbox}”: the server takes none above {limit} octets.",
            $"Un message de {octets} octets n'a pas été envoyé vers « {mailbox} » : le serveur n'en accepte pas de plus de {limit} octets."),
        StaysHere);

    public static MailFailure Broken(TransferCommand command, MailFailure reason) => new(
        reason.Kind,
        new($"Twice the connection broke, or the server fell silent, when it was to {English(command)}.",
            $"Deux fois la connexion a été coupée, ou le serveur est resté muet, avant qu'il n'ait {French(command)}."),
        new("Nothing is lost here, and it will be tried again at the next synchronisation. If that goes on, look for a message that the server, or an "
            + "antivirus before it, does not take: a very large one, for example.",
            "Rien n'est perdu ici, et ce sera retenté à la prochaine synchronisation. Si cela persiste, cherchez un message que le serveur, ou un "
            + "antivirus placé devant lui, n'accepte pas : un message très volumineux, par exemple."))
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };

    public static MailFailure ReadOnly(TransferCommand command) => new(
        MailErrorKind.CommandRefused,
        new($"“{command.Source}” can only be read on the server, so it was not asked to {English(command)}.",
            $"« {command.Source} » est en lecture seule sur le serveur, qui n'a donc pas {French(command)}."),
        new("It was taken back here. Ask the owner of the mailbox for the right to write.",
            "Cela a été annulé ici. Demandez le droit d'écriture au propriétaire du dossier."));

    public static MailFailure NotDeletable(TransferCommand command) => new(
        MailErrorKind.CommandRefused,
        new($"In “{command.Source}” the server does not let this account mark messages as deleted, so it was not asked to {English(command)}.",
            $"Dans « {command.Source} » le serveur ne laisse pas ce compte marquer des messages comme supprimés : il n'a donc pas {French(command)}."),
        new("It was taken back here. Ask the owner of the mailbox for the right to delete, or copy what is to be elsewhere.",
            "Cela a été annulé ici. Demandez le droit de suppression au propriétaire du dossier, ou copiez ce qui doit aller ailleurs."));

    public static MailFailure Renumbered(string mailbox, int count) => new(
        MailErrorKind.MessageNotFound,
        new($"The server numbers the messages of “{mailbox}” anew, so that {count} moved or deleted here could not be named to it any more.",
            $"Le serveur renumérote les messages de « {mailbox} » : {Counted.Messages(count)} "
                + (count == 1 ? "déplacé ou supprimé ici ne pouvait plus lui être désigné." : "déplacés ou supprimés ici ne pouvaient plus lui être désignés.")),
        TakenBack);

    public static MailFailure Withheld(string mailbox) => new(
        MailErrorKind.ProtocolError,
        new($"The server tells no UIDVALIDITY for “{mailbox}”, so moves, copies and deletions made here might strike other messages there: they were not sent.",
            $"Le serveur n'annonce pas d'UIDVALIDITY pour « {mailbox} » : les déplacements, copies et suppressions faits ici pourraient y toucher d'autres messages, et n'ont pas été envoyés."),
        new("They wait here, and nothing is lost. Tell the server's administrator (RFC 9051 §2.3.1.1).",
            "Ils attendent ici, et rien n'est perdu. Prévenez l'administrateur du serveur (RFC 9051 §2.3.1.1)."));

    public static MailFailure NotMirrored(string mailbox, int count) => new(
        MailErrorKind.InvalidSettings,
        new($"What was done here to {Counted.Messages(count)} waits: “{MailboxNames.Shorten(mailbox)}”, "
                + $"where {(count == 1 ? "it is or goes to" : "they are or go to")}, is not synchronised, and it cannot be done there.",
            $"Ce qui a été fait ici sur {Counted.Messages(count)} attend : « {MailboxNames.Shorten(mailbox)} », "
                + $"{(count == 1 ? "où il est ou va" : "où ils sont ou vont")}, n'est pas synchronisé, et cela ne peut s'y faire."),
        new("Nothing is lost. Another program may have removed the messages there: have that mailbox synchronised (Imap.Mailboxes, Imap.ExcludedMailboxes), "
            + "or take it back; where the server keeps other mailboxes in it and no messages, move them to another one.",
            "Rien n'est perdu. Un autre programme y a peut-être supprimé les messages : faites synchroniser ce dossier (Imap.Mailboxes, Imap.ExcludedMailboxes) "
            + "ou annulez ; si le serveur n'y garde que d'autres dossiers et aucun message, déplacez-les vers un autre."));

    public static MailFailure Overtaken(string mailbox, int count) => new(
        MailErrorKind.MessageNotFound,
        count == 1
            ? new($"1 message that was moved here out of “{mailbox}” had been moved or deleted there by another program before; that counts.",
                $"1 message déplacé ici hors de « {mailbox} » y avait déjà été déplacé ou supprimé par un autre programme ; c'est ce qui compte.")
            : new($"{count} messages that were moved here out of “{mailbox}” had been moved or deleted there by another program before; that counts.",
                $"{count} messages déplacés ici hors de « {mailbox} » y avaient déjà été déplacés ou supprimés par un autre programme ; c'est ce qui compte."),
        count == 1
            ? new("Look for it where the other program put it.", "Cherchez-le là où l'autre programme l'a mis.")
            : new("Look for them where the other program put them.", "Cherchez-les là où l'autre programme les a mis."));

    public static MailFailure NotTaken(string mailbox, int count) => new(
        MailErrorKind.ProtocolError,
        new($"The server said that it had taken {Counted.Messages(count)} into “{mailbox}”, and has not got what it said there.",
            $"Le serveur a dit avoir pris {Counted.Messages(count)} dans « {mailbox} », et cela ne s'y trouve pas."),
        new("Nothing is lost here, and it will be tried again at the next synchronisation. If that goes on, tell the server's administrator.",
            "Rien n'est perdu ici, et ce sera retenté à la prochaine synchronisation. Si cela persiste, prévenez l'administrateur du serveur."));

    public static MailFailure NotRemoved(TransferCommand command) => new(
        MailErrorKind.CommandRefused,
        new($"The server said that it had deleted {Messages(command)} from “{command.Source}”, and still has what it said it deleted.",
            $"Le serveur a dit avoir supprimé {Messages(command)} de « {command.Source} », et a toujours ce qu'il a dit avoir supprimé."),
        new($"{Back(command).English} Ask the owner of the mailbox for the right to expunge.",
            $"{Back(command).French} Demandez le droit de suppression définitive au propriétaire du dossier."));

    public static MailFailure NotShown(TransferCommand command) => new(
        MailErrorKind.ProtocolError,
        new($"The server does not say which of its messages are those that it is to {English(command)}, or contradicts itself, so it was not asked to.",
            $"Le serveur ne dit pas lesquels de ses messages sont ceux qu'il doit traiter, ou se contredit ; il n'a donc pas {French(command)}."),
        TriedAgain);

    public static MailFailure NotCopied(string mailbox, int count) => new(
        MailErrorKind.ProtocolError,
        new($"The server said that it had copied {Counted.Messages(count)} into “{mailbox}”; that is not there, and only the header is held here.",
            $"Le serveur a dit avoir copié {Counted.Messages(count)} dans « {mailbox} » ; cela ne s'y trouve pas, et seul l'en-tête est conservé ici."),
        TakenBack);

    public static MailFailure NotHeld(string mailbox) => new(
        MailErrorKind.MessageNotFound,
        new($"A copy for “{mailbox}” could not be made: its original is gone from the server, and only its header is held here.",
            $"Une copie vers « {mailbox} » n'a pas pu être faite : son original a disparu du serveur, et seul son en-tête est conservé ici."),
        TakenBack);

    /// <summary>Whether the same may succeed later, so that it is not taken back.</summary>
    public static bool IsWorthWaiting(MailFailure reason) => reason.IsTransient || reason.Kind == MailErrorKind.OverQuota;

    static MailText Remedy(TransferCommand command, MailFailure reason) => (command.Kind, reason.Kind) switch
    {
        (TransferCommandKind.Append, MailErrorKind.MessageTooLarge) => StaysHere,
        _ when IsWorthWaiting(reason) => TriedAgain,
        (TransferCommandKind.Append, _) => TriedSeldom,
        _ => Back(command),
    };

    /// <summary>What is here then. What a move left behind has no message: that is where it was moved to.</summary>
    static MailText Back(TransferCommand command) => command.Items.All(i => i.Transfer.Message is null) ? InBoth : TakenBack;

    static string English(TransferCommand command) => command.Kind switch
    {
        TransferCommandKind.Copy => $"copy {Messages(command)} from “{command.Source}” to “{command.Target}”",
        TransferCommandKind.Append => $"take {Messages(command)} into “{command.Target}”",
        TransferCommandKind.Remove => $"delete {Messages(command)} from “{command.Source}”",
        _ => $"move {Messages(command)} from “{command.Source}” to “{command.Target}”",
    };

    static string French(TransferCommand command) => command.Kind switch
    {
        TransferCommandKind.Copy => $"copié {Messages(command)} de « {command.Source} » vers « {command.Target} »",
        TransferCommandKind.Append => $"accepté {Messages(command)} dans « {command.Target} »",
        TransferCommandKind.Remove => $"supprimé {Messages(command)} de « {command.Source} »",
        _ => $"déplacé {Messages(command)} de « {command.Source} » vers « {command.Target} »",
    };

    static string Messages(TransferCommand command) => Counted.Messages(command.Items.Count);
}
