namespace AcMail;

static partial class FailureTexts
{
    static FailureText? Authentication(MailErrorKind kind) => kind switch
    {
        MailErrorKind.BadCredentials => Text(
            "{0} does not accept the login '{1}' with this password.", "{0} n'accepte pas l'identifiant « {1} » avec ce mot de passe.",
            "Check both before trying again, or the account may be locked; the login is often not the address (dmartin, not david.martin@…).",
            "Vérifiez les deux avant de réessayer, sinon le compte risque d'être bloqué ; l'identifiant n'est souvent pas l'adresse (dmartin, et non david.martin@…)."),
        MailErrorKind.CredentialMissing => Text(
            "There is no password or token for {0}.", "Il n'y a ni mot de passe ni jeton pour {0}.",
            "Set UserName and Password, or register an ICredentialProvider.",
            "Renseignez UserName et Password, ou enregistrez un ICredentialProvider."),
        MailErrorKind.AppPasswordRequired => Text(
            "{0} wants an application password for '{1}'.", "{0} demande un mot de passe d'application pour « {1} ».",
            "Create one in the webmail's security settings and use it here instead of the usual password.",
            "Créez-en un dans les paramètres de sécurité du webmail et utilisez-le ici à la place du mot de passe habituel."),
        MailErrorKind.AuthenticationUnavailable => Text(
            "{0} cannot check the login just now.", "{0} ne peut pas vérifier l'identifiant pour le moment.",
            "The password is not to blame: try again in a few minutes.",
            "Le mot de passe n'est pas en cause : réessayez dans quelques minutes."),
        MailErrorKind.AuthenticationNotOffered => Text(
            "{0} offers no way to log in that fits the credential; it offers: {2}.",
            "{0} ne propose aucun moyen de connexion adapté à l'identifiant ; il propose : {2}.",
            "A server with only XOAUTH2 or OAUTHBEARER needs an access token; one with none may need TLS first, or another port.",
            "Un serveur qui n'a que XOAUTH2 ou OAUTHBEARER demande un jeton d'accès ; s'il n'a rien, il exige peut-être TLS ou un autre port."),
        _ => null,
    };

    public static FailureText PasswordExpired { get; } = Text(
        "The password of '{1}' at {0} has expired.", "Le mot de passe de « {1} » sur {0} a expiré.",
        "Set a new one in the webmail, then enter it here.", "Définissez-en un nouveau dans le webmail, puis saisissez-le ici.");

    public static FailureText ContactAdministrator { get; } = Text(
        "{0} does not let '{1}' in.", "{0} n'autorise pas l'accès à « {1} ».",
        "The account may be locked, or this protocol switched off for it: ask the mail administrator.",
        "Le compte est peut-être bloqué, ou ce protocole désactivé pour lui : contactez l'administrateur de la messagerie.");

    public static FailureText MechanismRefused { get; } = Text(
        "{0} offers a way to log in and refuses it: {2}.", "{0} propose un moyen de connexion et le refuse : {2}.",
        "The password was not looked at. Try another port of the server, or tell its administrator.",
        "Le mot de passe n'a pas été examiné. Essayez un autre port du serveur, ou prévenez son administrateur.");

    public static FailureText MailboxNotOpened { get; } = Text(
        "{0} could not open the mailbox of '{1}': {2}.", "{0} n'a pas pu ouvrir la boîte de « {1} » : {2}.",
        "The password is not to blame: try again in a few minutes. If it persists, tell the mail administrator.",
        "Le mot de passe n'est pas en cause : réessayez dans quelques minutes. Si cela persiste, prévenez l'administrateur de la messagerie.");

    public static FailureText TlsRequired { get; } = Text(
        "{0} refuses a login without TLS.", "{0} refuse une connexion sans TLS.",
        "Choose StartTls or ImplicitTls for this server.", "Choisissez StartTls ou ImplicitTls pour ce serveur.");
}
