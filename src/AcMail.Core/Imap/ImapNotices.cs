namespace AcMail;

/// <summary>What a person should know of an IMAP server, though nothing failed.</summary>
static class ImapNotices
{
    public static MailText NoHierarchy { get; } = new(
        "The server does not tell how its mailboxes are named; only the inbox and the mailboxes that are held already are brought up to date.",
        "Le serveur n'indique pas comment ses dossiers sont nommés ; seuls la boîte de réception et les dossiers déjà conservés sont mis à jour.");
}
