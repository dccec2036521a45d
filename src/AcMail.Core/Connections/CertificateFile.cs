using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AcMail;

/// <summary>Reads the account's own certificate authorities, from PEM files of one or several, or DER files.</summary>
static class CertificateFile
{
    public static X509Certificate2Collection LoadAll(IReadOnlyList<string> paths)
    {
        var certificates = new X509Certificate2Collection();
        foreach (var path in paths) Load(path, certificates);
        return certificates;
    }

    static void Load(string path, X509Certificate2Collection certificates)
    {
        try
        {
            var before = certificates.Count;
            certificates.ImportFromPemFile(path);
            if (certificates.Count == before) certificates.Add(X509CertificateLoader.LoadCertificateFromFile(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new MailException(Unreadable(path, e), e);
        }
    }

    static MailFailure Unreadable(string path, Exception e) => new(
        MailErrorKind.InvalidSettings,
        new($"The certificate file '{path}' cannot be read: {Reason(e).English}.",
            $"Le fichier de certificat « {path} » ne peut pas être lu : {Reason(e).French}."),
        new("Give the path of a PEM or DER file with the certificate of the authority.",
            "Indiquez le chemin d'un fichier PEM ou DER contenant le certificat de l'autorité."));

    static MailText Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new("it does not exist", "il n'existe pas"),
        UnauthorizedAccessException => new("access is denied", "accès refusé"),
        CryptographicException => new("it holds no certificate", "il ne contient aucun certificat"),
        _ => new("it is not readable", "il est illisible"),
    };
}
