using System.Net;

namespace AcMail;

/// <summary>Answers only for IMAP's LOGIN and POP3's USER and PASS, so that MailKit tries neither APOP nor a row of SASL mechanisms before them.</summary>
sealed class ClassicLogin(PasswordCredential credential) : ICredentials
{
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        authType == "DEFAULT" ? new(credential.UserName, credential.Password) : null;
}
