using System.Net;

namespace AcMail;

/// <summary>Answers only for APOP, so that a refusal is not followed by the password itself.</summary>
sealed class ApopLogin(PasswordCredential credential) : ICredentials
{
    public NetworkCredential? GetCredential(Uri uri, string authType) => authType == "APOP" ? new(credential.UserName, credential.Password) : null;
}
