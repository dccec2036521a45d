using System.Globalization;

namespace AcMail;

static class PopFailures
{
    public static MailFailure Unreadable(DropListingEntry entry, string? reply) => new(
        MailErrorKind.CommandRefused,
        new($"The server did not give out message {Name(entry)}.", $"Le serveur n'a pas fourni le message {Name(entry)}."),
        new("It will be asked for again at the next synchronisation.", "Il sera redemandé à la prochaine synchronisation."))
    {
        ServerReply = reply,
    };

    public static MailFailure Broken(DropListingEntry entry, MailFailure reason) => new(
        reason.Kind,
        new($"Twice the connection broke, or the server fell silent, when it was asked for message {Name(entry)}; the others are not affected.",
            $"Deux fois la connexion a été coupée, ou le serveur est resté muet, à la demande du message {Name(entry)} ; les autres ne sont pas concernés."),
        new("It stays on the server and will be asked for again at the next synchronisation, after all others. If that goes on, look whether an antivirus holds it.",
            "Il reste sur le serveur et sera redemandé à la prochaine synchronisation, après tous les autres. Si cela persiste, vérifiez si un antivirus le retient."))
    {
        ServerReply = reason.ServerReply, Endpoint = reason.Endpoint,
    };

    public static MailFailure Undeletable(DropListingEntry entry, string? reply) => new(
        MailErrorKind.CommandRefused,
        new($"The server did not delete message {Name(entry)}.", $"Le serveur n'a pas supprimé le message {Name(entry)}."),
        new("It is held here; deleting it will be tried again at the next synchronisation.",
            "Il est conservé ici ; sa suppression sera retentée à la prochaine synchronisation."))
    {
        ServerReply = reply,
    };

    public static MailFailure NotProven(string uniqueId) => new(
        MailErrorKind.StorageDamaged,
        new($"What is held of message {uniqueId} could not be read back byte for byte, so it was not deleted from the server.",
            $"Ce qui est conservé du message {uniqueId} n'a pas pu être relu octet par octet ; il n'a donc pas été supprimé du serveur."),
        new("Run \"acmail doctor ACCOUNT\" (IStoreMaintenance.CheckAsync): it tells what is damaged here.",
            "Lancez « acmail doctor COMPTE » (IStoreMaintenance.CheckAsync) : il dit ce qui est endommagé ici."));

    public static MailFailure Differs(DropListingEntry entry) => new(
        MailErrorKind.ProtocolError,
        new($"The server announces {entry.Size} bytes for message {Name(entry)} and gives out others than before; it was not deleted there.",
            $"Le serveur annonce {entry.Size} octets pour le message {Name(entry)} et n'en fournit pas les mêmes qu'avant ; il n'y a pas été supprimé."),
        new("Look at this message in the webmail.", "Consultez ce message dans le webmail."));

    public static MailFailure RestGone(long id) => new(
        MailErrorKind.MessageNotFound,
        new($"Only the header of message {id} is held, and the server does not have the rest any more.",
            $"Seul l'en-tête du message {id} est conservé, et le serveur n'a plus le reste."),
        new("Another client or the server deleted it.", "Un autre client ou le serveur l'a supprimé."));

    public static MailFailure MustWait(MailEndpoint endpoint, int seconds, DateTimeOffset notBefore) => new(
        MailErrorKind.Deferred,
        new($"{endpoint} wants {seconds} seconds between two logins.", $"{endpoint} demande {seconds} secondes entre deux connexions."),
        new($"Nothing is wrong: synchronise again from {Time(notBefore)} on.", $"Tout va bien : synchronisez de nouveau à partir de {Time(notBefore)}."))
    {
        Endpoint = endpoint,
        NotBefore = notBefore,
    };

    static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    static string Name(DropListingEntry entry) => entry.UniqueId.Length > 0 ? entry.UniqueId : $"#{entry.Index + 1}";
}
