namespace AcMail;

/// <summary>What a person is told when something that they did with mailboxes cannot be done on the server.</summary>
static class MailboxFailures
{
    static readonly MailText TakenBack = new("It was taken back here.", "Cela a été annulé ici.");

    public static MailFailure Refused(MailboxCommand command, MailFailure reason) => Of(
        command.Kind switch
        {
            MailboxCommandKind.Create => new($"The server did not create the mailbox “{command.Name}”.", $"Le serveur n'a pas créé le dossier « {command.Name} »."),
            MailboxCommandKind.Rename => new(
                $"The server did not rename “{command.Name}” to “{command.NewName}”.", $"Le serveur n'a pas renommé « {command.Name} » en « {command.NewName} »."),
            _ => new(
                $"The server did not change the subscription to “{command.Name}”.", $"Le serveur n'a pas modifié l'abonnement à « {command.Name} »."),
        },
        reason);

    public static MailFailure NotDeleted(string name, MailFailure reason) =>
        Of(new($"The server did not delete the mailbox “{name}”.", $"Le serveur n'a pas supprimé le dossier « {name} »."), reason);

    public static MailFailure NotEmpty(string name) => new(
        MailErrorKind.MailboxNotEmpty,
        new($"The mailbox “{name}” was not deleted on the server: it holds messages that nobody here has seen.",
            $"Le dossier « {name} » n'a pas été supprimé du serveur : il contient des messages que personne n'a vus ici."),
        new("It is back here; look at its messages.", "Il est de nouveau ici ; consultez ses messages."));

    static MailFailure Of(MailText message, MailFailure reason) => new(
        reason.Kind, message, reason.IsTransient ? new("It will be tried again at the next synchronisation.", "Ce sera retenté à la prochaine synchronisation.") : TakenBack)
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };
}
