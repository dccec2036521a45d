using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace AcMail;

/// <summary>Logs in with exactly one mechanism, once: two failures lock an account out in many schools.</summary>
static class Authenticator
{
    /// <exception cref="MailException">Nothing that the server offers fits the credential; the secret was not sent.</exception>
    public static async Task AuthenticateAsync(
        MailService client, MailEndpoint endpoint, MailCredential credential, bool allowApop, CancellationToken cancellationToken)
    {
        if (client is Pop3Client pop3) await AskForUtf8Async(pop3, cancellationToken).ConfigureAwait(false);
        await LogInAsync(client, endpoint, credential, allowApop, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Without it, a server may give out something else in place of a message with UTF-8 in its header (RFC 6856); it can only be asked for before the login.
    /// </summary>
    static async Task AskForUtf8Async(Pop3Client client, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.HasFlag(Pop3Capabilities.UTF8)) return;
        try
        {
            await client.EnableUTF8Async(cancellationToken).ConfigureAwait(false);
        }
        catch (Pop3CommandException)
        {
            // Messages come as the server gives them out.
        }
    }

    static Task LogInAsync(
        MailService client, MailEndpoint endpoint, MailCredential credential, bool allowApop, CancellationToken cancellationToken) => credential switch
        {
            AccessTokenCredential token => client.AuthenticateAsync(Choose(client, endpoint, token), cancellationToken),
            PasswordCredential password when allowApop && client is Pop3Client pop3 && pop3.Capabilities.HasFlag(Pop3Capabilities.Apop) =>
                client.AuthenticateAsync(Encoding.UTF8, new ApopLogin(password), cancellationToken),
            PasswordCredential password when Choose(client, password) is { } mechanism =>
                client.AuthenticateAsync(mechanism, cancellationToken),
            PasswordCredential password when HasClassicLogin(client, endpoint) =>
                client.AuthenticateAsync(Encoding.UTF8, new ClassicLogin(password), cancellationToken),
            _ => throw NotOffered(client, endpoint),
        };

    static SaslMechanism? Choose(MailService client, PasswordCredential credential) => client.AuthenticationMechanisms switch
    {
        var offered when offered.Contains("PLAIN") => new SaslMechanismPlain(Encoding.UTF8, credential.UserName, credential.Password),
        var offered when offered.Contains("LOGIN") => new SaslMechanismLogin(Encoding.UTF8, credential.UserName, credential.Password),
        _ => null,
    };

    static SaslMechanism Choose(MailService client, MailEndpoint endpoint, AccessTokenCredential credential) => client.AuthenticationMechanisms switch
    {
        var offered when offered.Contains("OAUTHBEARER") => new SaslMechanismOAuthBearer(credential.UserName, credential.AccessToken),
        var offered when offered.Contains("XOAUTH2") => new SaslMechanismOAuth2(credential.UserName, credential.AccessToken),
        _ => throw NotOffered(client, endpoint),
    };

    static bool HasClassicLogin(MailService client, MailEndpoint endpoint) => endpoint.Protocol switch
    {
        ServerProtocol.Imap => client is ImapClient imap && !imap.Capabilities.HasFlag(ImapCapabilities.LoginDisabled),
        ServerProtocol.Pop3 => true,
        _ => false,
    };

    static MailException NotOffered(MailService client, MailEndpoint endpoint)
    {
        var offered = client.AuthenticationMechanisms.Count == 0 ? "–" : string.Join(' ', client.AuthenticationMechanisms.Order(StringComparer.Ordinal));
        return new(FailureTexts.Explain(MailErrorKind.AuthenticationNotOffered, endpoint, offered));
    }
}
