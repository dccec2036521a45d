namespace AcMail;

static partial class FailureTexts
{
    public static FailureText TooManyOpen { get; } = Text(
        "{0} cannot be reached: this process has as many files and connections open as it may.",
        "{0} n'est pas joignable : ce processus a ouvert autant de fichiers et de connexions qu'il en a le droit.",
        "Raise its limit of open files (ulimit -n, or LimitNOFILE in a systemd unit), or let it watch fewer accounts.",
        "Augmentez sa limite de fichiers ouverts (ulimit -n, ou LimitNOFILE dans une unité systemd), ou faites-lui surveiller moins de comptes.");

    static FailureText? Network(MailErrorKind kind) => kind switch
    {
        MailErrorKind.HostNotFound => Text(
            "The host name of {0} does not exist.", "Le nom d'hôte de {0} n'existe pas.",
            "Check the spelling of the server name; some names exist only inside the school network.",
            "Vérifiez l'orthographe du serveur ; certains noms n'existent que dans le réseau de l'établissement."),
        MailErrorKind.NameResolutionFailed => Text(
            "The host name of {0} could not be looked up.", "Le nom d'hôte de {0} n'a pas pu être résolu.",
            "Check the network connection and its DNS, then try again.",
            "Vérifiez la connexion réseau et le DNS, puis réessayez."),
        MailErrorKind.ConnectionRefused => Text(
            "Nothing accepts connections at {0}.", "Aucun service n'accepte de connexion sur {0}.",
            "Check the port: 993 or 143 for IMAP, 995 or 110 for POP3, 587 or 465 for sending.",
            "Vérifiez le port : 993 ou 143 pour IMAP, 995 ou 110 pour POP3, 587 ou 465 pour l'envoi."),
        MailErrorKind.NetworkUnreachable => Text(
            "There is no route to {0}.", "Aucune route ne mène à {0}.",
            "Check the network connection, the VPN and the firewall.",
            "Vérifiez la connexion réseau, le VPN et le pare-feu."),
        MailErrorKind.Timeout => Text(
            "{0} did not answer in time.", "{0} n'a pas répondu à temps.",
            "Try again later; if it persists, a firewall may block the port, or the port is wrong.",
            "Réessayez plus tard ; si cela persiste, un pare-feu bloque peut-être le port, ou le port est faux."),
        MailErrorKind.ConnectionLost => Text(
            "The connection to {0} broke off.", "La connexion avec {0} a été interrompue.",
            "Try again; what was already done is kept.", "Réessayez ; ce qui est déjà fait est conservé."),
        MailErrorKind.WrongService => Text(
            "{0} does not speak {3}: {2} answered.", "{0} ne parle pas {3} : {2} a répondu.",
            "Check server name, port and protocol.", "Vérifiez le nom du serveur, le port et le protocole."),
        MailErrorKind.ServerUnavailable => Text(
            "{0} turns connections away: {2}.", "{0} refuse les connexions : {2}.",
            "Try again later; too many connections may be open for this account or address.",
            "Réessayez plus tard ; trop de connexions sont peut-être ouvertes pour ce compte ou cette adresse."),
        MailErrorKind.ProtocolError => Text(
            "{0} answered in a way that is not {3}.", "{0} a répondu d'une façon contraire au protocole {3}.",
            "Check the port; a proxy or an antivirus may be in the way.",
            "Vérifiez le port ; un proxy ou un antivirus s'interpose peut-être."),
        _ => null,
    };
}
