namespace AcMail;

static class PopFailures
{
    public static MailFailure NoUniqueIds(MailEndpoint endpoint) => new(
        MailErrorKind.MissingCapability,
        new($"The server {endpoint} does not offer UIDL, so messages left there cannot be told apart.",
            $"Le serveur {endpoint} ne propose pas UIDL : les messages laissés là-bas ne peuvent pas être distingués."),
        new("Use IMAP for this account.", "Utilisez IMAP pour ce compte."))
    {
        Endpoint = endpoint,
    };

    public static MailFailure Unreadable(string uniqueId, string? reply) => new(
        MailErrorKind.CommandRefused,
        new($"The server did not give out message {uniqueId}.", $"Le serveur n'a pas fourni le message {uniqueId}."),
        new("It will be asked for again at the next synchronisation.", "Il sera redemandé à la prochaine synchronisation."))
    {
        ServerReply = reply,
    };
}
