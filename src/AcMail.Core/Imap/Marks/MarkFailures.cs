namespace AcMail;

static class MarkFailures
{
    public static MailFailure NotKept(string mailbox, FlagStore refused, string? reply) => new(
        MailErrorKind.CommandRefused,
        new($"In “{mailbox}” the server does not take the change of {refused.Flags} on {English(refused)}; it was taken back here.",
            $"Dans « {mailbox} » le serveur n'accepte pas le changement de {refused.Flags} sur {French(refused)} ; il a été annulé ici."),
        new("Use a flag that the server keeps; the others were not affected.",
            "Utilisez un indicateur que le serveur conserve ; les autres ne sont pas concernés."))
    {
        ServerReply = reply,
    };

    public static MailFailure Waiting(string mailbox, FlagStore refused, MailFailure reason) => new(
        reason.Kind,
        new($"In “{mailbox}” the server does not take the change of {refused.Flags} on {English(refused)} for now.",
            $"Dans « {mailbox} » le serveur n'accepte pas pour l'instant le changement de {refused.Flags} sur {French(refused)}."),
        new("It waits here and will be sent with the next synchronisation.", "Il attend ici et sera envoyé à la prochaine synchronisation."))
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };

    public static MailFailure ReadOnly(string mailbox, FlagStore refused) => new(
        MailErrorKind.CommandRefused,
        new($"“{mailbox}” can only be read on the server, so the change of {refused.Flags} on {English(refused)} was taken back here.",
            $"« {mailbox} » est en lecture seule sur le serveur : le changement de {refused.Flags} sur {French(refused)} a été annulé ici."),
        new("Ask the owner of the mailbox for the right to write.", "Demandez le droit d'écriture au propriétaire du dossier."));

    static string English(FlagStore refused) => refused.Uids.Count == 1 ? $"message {refused.Uids}" : $"{refused.Uids.Count} messages";

    static string French(FlagStore refused) => refused.Uids.Count == 1 ? $"le message {refused.Uids}" : $"{refused.Uids.Count} messages";
}
