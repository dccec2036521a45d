namespace AcMail;

static partial class FailureTexts
{
    static FailureText? Tls(MailErrorKind kind) => kind switch
    {
        MailErrorKind.PlaintextServer => Text(
            "{0} does not start with TLS: it speaks plaintext.", "{0} ne commence pas par TLS : il parle en clair.",
            "Choose StartTls for this port, or the port of implicit TLS (993, 995, 465).",
            "Choisissez StartTls pour ce port, ou le port du TLS implicite (993, 995, 465)."),
        MailErrorKind.TlsServer => Text(
            "{0} expects TLS from the first byte.", "{0} attend du TLS dès le premier octet.",
            "Choose ImplicitTls for this port, or the port of StartTls (143, 110, 587).",
            "Choisissez ImplicitTls pour ce port, ou le port de StartTls (143, 110, 587)."),
        MailErrorKind.StartTlsNotOffered => Text(
            "{0} does not offer STARTTLS, so nothing was sent to it.", "{0} ne propose pas STARTTLS ; rien ne lui a été envoyé.",
            "Use the port of implicit TLS; if STARTTLS used to work here, something in the network may be removing it.",
            "Utilisez le port du TLS implicite ; si STARTTLS fonctionnait ici, un équipement du réseau le supprime peut-être."),
        MailErrorKind.TlsHandshakeFailed => Text(
            "No TLS connection could be agreed on with {0}: {2}.", "Aucune connexion TLS n'a pu être établie avec {0} : {2}.",
            "The server may be too old for TLS 1.2, or a firewall or antivirus interferes.",
            "Le serveur est peut-être trop ancien pour TLS 1.2, ou un pare-feu ou un antivirus s'interpose."),
        MailErrorKind.CertificateExpired => Text(
            "The certificate of {0} is not valid today: {2}.", "Le certificat de {0} n'est pas valide aujourd'hui : {2}.",
            "Check this machine's date; otherwise the server's administrator has to renew it.",
            "Vérifiez la date de cette machine ; sinon, l'administrateur du serveur doit le renouveler."),
        MailErrorKind.CertificateNameMismatch => Text(
            "The certificate of {0} is for another name: {2}.", "Le certificat de {0} est établi pour un autre nom : {2}.",
            "Use the server name that the certificate is for; do not go on if you do not know it.",
            "Utilisez le nom de serveur du certificat ; ne poursuivez pas si vous ne le connaissez pas."),
        _ => null,
    };

    /// <summary>A certificate that nobody trusted vouches for. Its fingerprint is told as <see cref="MailAccountOptions.PinnedFingerprints"/> takes it.</summary>
    public static FailureText Untrusted(string fingerprint) => Text(
        "The certificate of {0} is not trusted: {2}.", "Le certificat de {0} n'est pas approuvé : {2}.",
        "If the school has its own authority, add its file to TrustedCertificates. Otherwise ask the server's administrator for the certificate's SHA-256 "
        + $"fingerprint, and only if it is this one, add it to PinnedFingerprints: {fingerprint}. If it is another, somebody may be listening.",
        "Si l'établissement a sa propre autorité, ajoutez son fichier à TrustedCertificates. Sinon, demandez à l'administrateur du serveur l'empreinte SHA-256 "
        + $"du certificat et, seulement si c'est celle-ci, ajoutez-la à PinnedFingerprints : {fingerprint}. Si c'en est une autre, quelqu'un écoute peut-être.");

    public static MailText CertificateReasons(CertificateVerdict verdict)
    {
        var reasons = new List<MailText>();
        if (verdict.IsOutOfDate) reasons.Add(Validity($"{verdict.NotBefore:yyyy-MM-dd}", $"{verdict.NotAfter:yyyy-MM-dd}"));
        if (verdict.HasOtherName) reasons.Add(new($"issued for {verdict.Subject}", $"établi pour {verdict.Subject}"));
        if (verdict.IsUntrusted) reasons.Add(verdict is { IsOutOfDate: false, HasOtherName: false } ? Issuer(verdict) : Distrusted(verdict.Issuer));
        if (reasons.Count == 0) reasons.Add(new("none was presented", "aucun n'a été présenté"));
        return new(string.Join("; ", reasons.Select(r => r.English)), string.Join(" ; ", reasons.Select(r => r.French)));
    }

    static MailText Validity(string from, string to) => new($"valid {from} to {to}", $"valable du {from} au {to}");

    /// <summary>Alone it follows words that say that it is not trusted.</summary>
    static MailText Issuer(CertificateVerdict verdict) => verdict.Issuer == verdict.Subject
        ? new($"issued by itself ({verdict.Issuer})", $"émis par lui-même ({verdict.Issuer})")
        : new($"issued by {verdict.Issuer}", $"émis par {verdict.Issuer}");

    static MailText Distrusted(string name) => new($"issued by {name}, who is not trusted", $"émis par {name}, qui n'est pas approuvé");
}
