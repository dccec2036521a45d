namespace AcMail;

/// <summary>What proves to a server who is connecting. <see cref="object.ToString"/> never shows the secret.</summary>
public abstract class MailCredential
{
    private protected MailCredential(string userName) => UserName = userName;

    /// <summary>The login.</summary>
    public string UserName { get; }

    internal abstract string Secret { get; }

    /// <summary>A login with a password.</summary>
    public static MailCredential FromPassword(string userName, string password) => new PasswordCredential(userName, password);

    /// <summary>A login with an OAuth 2 access token (RFC 7628).</summary>
    public static MailCredential FromAccessToken(string userName, string accessToken) => new AccessTokenCredential(userName, accessToken);

    /// <inheritdoc/>
    public sealed override string ToString() => $"{UserName} (secret withheld)";
}

sealed class PasswordCredential(string userName, string password) : MailCredential(userName)
{
    public string Password { get; } = password;

    internal override string Secret => Password;
}

sealed class AccessTokenCredential(string userName, string accessToken) : MailCredential(userName)
{
    public string AccessToken { get; } = accessToken;

    internal override string Secret => AccessToken;
}
