using System.Text;

namespace AcMail.Testing;

/// <summary>The server's side of one SASL exchange (RFC 4422), free of how a protocol frames it.</summary>
abstract class SaslExchange(Func<string, ServerUser?> findUser)
{
    /// <summary>The mechanisms that there are.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } = ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"];

    /// <summary>What a client that gave no initial response is sent.</summary>
    public virtual ReadOnlyMemory<byte> FirstChallenge => default;

    /// <summary>A new exchange, or <see langword="null"/> where the mechanism is unknown.</summary>
    public static SaslExchange? Create(string mechanism, Func<string, ServerUser?> findUser) => mechanism.ToUpperInvariant() switch
    {
        "PLAIN" => new PlainExchange(findUser),
        "LOGIN" => new LoginExchange(findUser),
        "XOAUTH2" => new XOAuth2Exchange(findUser),
        "OAUTHBEARER" => new OAuthBearerExchange(findUser),
        _ => null,
    };

    /// <summary>Takes a response of the client.</summary>
    public abstract SaslStep Respond(ReadOnlySpan<byte> response);

    protected SaslStep Verify(string name, string secret) => Find(name, secret) is { } user ? SaslStep.Succeed(user) : SaslStep.Failed;

    protected ServerUser? Find(string name, string secret) => findUser(name) is { } user && user.Password == secret ? user : null;

    protected static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
