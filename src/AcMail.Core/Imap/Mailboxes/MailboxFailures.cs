namespace AcMail;

/// <summary>What a person is told when something that they did with mailboxes cannot be done on the server.</summary>
static class MailboxFailures
{
    static readonly MailText TakenBack = new("It was taken back here.", "Cela a été annulé ici.");

    static readonly MailText StaysHere = new(
        "What is in it, or below it, stays here, and only here: give it a name that the server takes. It will be tried again, more and more seldom, up to once "
        + "a day.",
        "Son contenu reste ici, et seulement ici : donnez-lui un nom que le serveur accepte. Ce sera retenté de moins en moins souvent, jusqu'à une fois par "
        + "jour.");

    public static MailFailure Refused(MailboxCommand command, MailFailure reason) => Of(TextOf(command), reason);

    /// <summary>It stays here, for something that only this side has is in it or below it.</summary>
    public static MailFailure NotCreated(string name, MailFailure reason) => Of(TextOfCreation(MailboxNames.Shorten(name)), reason, StaysHere);

    public static MailFailure NotDeleted(string name, MailFailure reason) =>
        Of(new($"The server did not delete the mailbox “{MailboxNames.Shorten(name)}”.",
            $"Le serveur n'a pas supprimé le dossier « {MailboxNames.Shorten(name)} »."), reason);

    public static MailFailure NotEmpty(string name, bool isMirrored) => new(
        MailErrorKind.MailboxNotEmpty,
        new($"The mailbox “{MailboxNames.Shorten(name)}” was not deleted on the server: it holds messages that nobody here has seen.",
            $"Le dossier « {MailboxNames.Shorten(name)} » n'a pas été supprimé du serveur : il contient des messages que personne n'a vus ici."),
        isMirrored
            ? new("It is back here; look at its messages.", "Il est de nouveau ici ; consultez ses messages.")
            : new("It is back here. It is not synchronised: look at its messages with another program, or have it synchronised (Imap.Mailboxes, "
                + "Imap.ExcludedMailboxes).",
                "Il est de nouveau ici. Il n'est pas synchronisé : consultez ses messages avec un autre programme, ou faites-le synchroniser (Imap.Mailboxes, "
                + "Imap.ExcludedMailboxes)."));

    public static MailFailure HasInferiors(string name) => new(
        MailErrorKind.MailboxNotEmpty,
        new($"The mailbox “{MailboxNames.Shorten(name)}” was not deleted on the server: there are others below it, which some servers delete with it.",
            $"Le dossier « {MailboxNames.Shorten(name)} » n'a pas été supprimé du serveur : il en contient d'autres, que certains serveurs suppriment avec lui."),
        new("It is back here; move or delete first what is below it, with another program where it is not synchronised here.",
            "Il est de nouveau ici ; déplacez ou supprimez d'abord ce qu'il contient, avec un autre programme si ce n'est pas synchronisé ici."));

    static MailText TextOf(MailboxCommand command)
    {
        var name = MailboxNames.Shorten(command.Name);
        if (command.Kind == MailboxCommandKind.Create) return TextOfCreation(name);
        if (command.NewName is not { } renamed)
            return new($"The server did not change the subscription to “{name}”.", $"Le serveur n'a pas modifié l'abonnement à « {name} ».");
        var newName = MailboxNames.Shorten(renamed);
        return new($"The server did not rename “{name}” to “{newName}”.", $"Le serveur n'a pas renommé « {name} » en « {newName} ».");
    }

    static MailText TextOfCreation(string name) => new($"The server did not create the mailbox “{name}”.", $"Le serveur n'a pas créé le dossier « {name} ».");

    static MailFailure Of(MailText message, MailFailure reason) => Of(message, reason, TakenBack);

    static MailFailure Of(MailText message, MailFailure reason, MailText whereForGood) => new(
        reason.Kind, message,
        reason.IsTransient ? new("It will be tried again at the next synchronisation.", "Ce sera retenté à la prochaine synchronisation.") : whereForGood)
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };
}
