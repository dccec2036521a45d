namespace AcMail;

/// <summary>What a person should know of an IMAP server, though nothing failed.</summary>
static class ImapNotices
{
    public static MailText Forgotten(string mailbox, MailFlags flags, int messages) => new(
        $"In “{mailbox}” the server said that it changed {flags} on {Counted.Messages(messages)}, and shows them unchanged: here they "
            + "are as they are there. It may have no room for more keywords, or another program changed them back at once.",
        $"Dans « {mailbox} » le serveur a dit avoir changé {flags} sur {Counted.Messages(messages)}, et les montre inchangés : ici, ils sont comme là-bas. "
            + "Il n'a peut-être plus de place pour d'autres mots-clés, ou un autre programme les a aussitôt rétablis.");

    public static MailText WithoutKeywords(string mailbox, IReadOnlyCollection<string> keywords) => new(
        $"The server did not take a message into “{mailbox}” with {string.Join(' ', keywords)}, and did without; it has no room for more keywords, perhaps.",
        $"Le serveur n'a pas accepté un message dans « {mailbox} » avec {string.Join(' ', keywords)}, mais l'a accepté sans ; il n'a peut-être plus de place pour "
            + "d'autres mots-clés.");

    public static MailText Unmatched(string key, string pattern, string? meant)
    {
        var isAnother = meant is not null && meant != pattern;
        return new(
            $"No mailbox that is synchronised matches “{pattern}” ({key})" + (isAnother ? $": the server has “{meant}”." : "."),
            $"Aucun dossier synchronisé ne correspond à « {pattern} » ({key})" + (isAnother ? $" : le serveur a « {meant} »." : "."));
    }

    public static MailText NoHierarchy { get; } = new(
        "The server does not tell how its mailboxes are named; only the inbox and the mailboxes that are held already are brought up to date.",
        "Le serveur n'indique pas comment ses dossiers sont nommés ; seuls la boîte de réception et les dossiers déjà conservés sont mis à jour.");
}
