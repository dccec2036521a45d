namespace AcMail.Sqlite;

/// <summary>What a check or a rebuild can find.</summary>
static class StoreProblems
{
    public static MailText Torn { get; } = new(
        "The last record is not finished: it was never committed, or the file was cut off.",
        "Le dernier enregistrement est inachevé : il n'avait jamais été validé, ou le fichier a été tronqué.");

    public static MailText DamagedRecord { get; } = new(
        "A record cannot be read; it was passed over up to the next.", "Un enregistrement est illisible ; il a été ignoré jusqu'au suivant.");

    public static MailText DamagedContent { get; } = new(
        "The bytes of a message do not have the hash they were stored with.", "Les octets d'un message n'ont pas l'empreinte avec laquelle ils ont été enregistrés.");

    public static MailText DamagedPreamble { get; } = new(
        "What says where a message came from is damaged, and only the state still finds it; its bytes are sound. A rebuild stores it anew.",
        "Ce qui dit d'où vient un message est endommagé, et seul l'état le retrouve encore ; ses octets sont intacts. Une reconstruction l'enregistre de nouveau.");

    public static MailText PackShort(long expected, long found) => new(
        $"The pack ends at byte {found}, {expected} were written.", $"Le fichier s'arrête à l'octet {found}, {expected} avaient été écrits.");

    public static MailText PackMissing { get; } = new("The pack is missing.", "Le fichier est absent.");

    public static MailText UnknownContent { get; } = new(
        "The pack holds messages that no list names and that nobody deleted, so it stays as it is. A rebuild brings them back.",
        "Le fichier contient des messages qui ne figurent dans aucune liste et que personne n'a supprimés ; il reste tel quel. Une reconstruction les " +
        "rétablit.");

    public static MailText NotReadBack { get; } = new(
        "What was copied there cannot be read back, so that nothing was given up for it. Check the disk.",
        "Ce qui y a été copié ne peut être relu ; rien n'a donc été supprimé. Vérifiez le disque.");

    public static MailText ContentMissing(string key) => new(
        $"The bytes of content {key} are not there.", $"Les octets du contenu {key} ne s'y trouvent pas.");

    public static MailText Lost(string subject, string mailbox) => new(
        $"The bytes of “{subject}”{(mailbox.Length > 0 ? $" in {mailbox}" : "")} are damaged or gone. After a rebuild, synchronisation downloads them again " +
        "where the server still has them.",
        $"Les octets de « {subject} »{(mailbox.Length > 0 ? $" dans {mailbox}" : "")} sont endommagés ou absents. Après une reconstruction, la synchronisation " +
        "les télécharge de nouveau si le serveur les a encore.");

    public static MailText MoreLost(long count) => count == 1
        ? new("1 more message is damaged or gone.", "1 autre message est endommagé ou absent.")
        : new($"{count} more messages are damaged or gone.", $"{count} autres messages sont endommagés ou absents.");

    public static MailText Unnamed(string table, long id) => new(
        $"Entry {id} of {table} names content that is not recorded.", $"L'entrée {id} de {table} désigne un contenu qui n'est pas enregistré.");

    public static MailText Integrity(string text) => new($"SQLite reports: {text}", $"SQLite signale : {text}");

    public static MailText OutboxUnsure(long count) => count == 1
        ? new("What became of 1 message of the outbox is not known. It is in it: look whether it arrived, then send it again or take it out.",
            "On ignore ce qu'est devenu 1 message de la boîte d'envoi. Il y est : vérifiez s'il est arrivé, puis renvoyez-le ou retirez-le.")
        : new($"What became of {count} messages of the outbox is not known. They are in it: look whether they arrived, then send them again or take them out.",
            $"On ignore ce que sont devenus {count} messages de la boîte d'envoi. Ils y sont : vérifiez s'ils sont arrivés, puis renvoyez-les ou retirez-les.");

    public static MailText OutboxInSent(long count, string mailbox) => count == 1
        ? new($"1 message went through the outbox, and nothing tells whether it was sent. It is in {mailbox}.",
            $"1 message est passé par la boîte d'envoi, et rien ne dit s'il est parti. Il est dans {mailbox}.")
        : new($"{count} messages went through the outbox, and nothing tells which of them were sent. They are in {mailbox}.",
            $"{count} messages sont passés par la boîte d'envoi, et rien ne dit lesquels sont partis. Ils sont dans {mailbox}.");
}
