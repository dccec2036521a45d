namespace AcMail;

static partial class FailureTexts
{
    static FailureText? Submission(MailErrorKind kind) => kind switch
    {
        MailErrorKind.SenderRejected => Text(
            "{0} does not let '{1}' send from this address.", "{0} n'autorise pas « {1} » à envoyer depuis cette adresse.",
            "Send from the account's own address, or check the login.",
            "Envoyez depuis l'adresse du compte, ou vérifiez l'identifiant."),
        MailErrorKind.RecipientRejected => Text(
            "{0} refuses the recipient.", "{0} refuse le destinataire.",
            "Check the address; the server's words say why.", "Vérifiez l'adresse ; la réponse du serveur en donne la raison."),
        MailErrorKind.Deferred => Text(
            "{0} asks to try again later.", "{0} demande de réessayer plus tard.",
            "Wait some minutes: it may be greylisting or a sending limit.",
            "Attendez quelques minutes : c'est peut-être une liste grise ou une limite d'envoi."),
        MailErrorKind.MessageRejected => Text(
            "{0} refused the message.", "{0} a refusé le message.",
            "Its content or an attachment was not accepted; the server's words say why.",
            "Son contenu ou une pièce jointe n'a pas été accepté ; la réponse du serveur en donne la raison."),
        MailErrorKind.MessageTooLarge => Text(
            "The message is larger than {0} takes.", "Le message dépasse la taille admise par {0}.",
            "Send smaller attachments, or share them by a link.",
            "Réduisez les pièces jointes, ou partagez-les par un lien."),
        MailErrorKind.DeliveryUnknown => Text(
            "The connection to {0} broke after the message was handed over: it may have been accepted.",
            "La connexion avec {0} a été interrompue après la remise du message : il a peut-être été accepté.",
            "Look in Sent or ask a recipient before sending it again.",
            "Regardez dans les messages envoyés ou demandez à un destinataire avant de le renvoyer."),
        _ => null,
    };

    public static FailureText RecipientRefused { get; } = Text(
        "{0} refuses the recipient {2}.", "{0} refuse le destinataire {2}.",
        "Check the address; the server's words say why.", "Vérifiez l'adresse ; la réponse du serveur en donne la raison.");

    public static FailureText RecipientDeferred { get; } = Text(
        "{0} asks to try the recipient {2} again later.", "{0} demande de réessayer plus tard pour le destinataire {2}.",
        "Wait some minutes: it may be greylisting or a sending limit.",
        "Attendez quelques minutes : c'est peut-être une liste grise ou une limite d'envoi.");

    public static FailureText AsciiOnly { get; } = Text(
        "{0} takes no addresses with letters beyond ASCII (SMTPUTF8): {2}.",
        "{0} n'admet pas les adresses contenant des lettres hors ASCII (SMTPUTF8) : {2}.",
        "Use an address without accents.", "Utilisez une adresse sans accents.");
}
