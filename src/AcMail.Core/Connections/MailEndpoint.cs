namespace AcMail;

/// <summary>A server with every default resolved.</summary>
/// <param name="Protocol">The protocol spoken there.</param>
/// <param name="Host">The host name or address.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="UserName">The login; empty for no authentication.</param>
public sealed record MailEndpoint(ServerProtocol Protocol, string Host, int Port, ConnectionSecurity Security, string UserName)
{
    /// <summary>Whose mail is there, whichever port leads to it.</summary>
    internal string Owner => $"{UserName}@{Host}";

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) && Host[0] != '[' ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    internal static MailEndpoint From(EndpointOptions options, ServerProtocol protocol)
    {
        var security = options.Security ?? (protocol == ServerProtocol.Smtp ? ConnectionSecurity.StartTls : ConnectionSecurity.ImplicitTls);
        var port = options.Port ?? DefaultPort(protocol, security);
        return new(protocol, options.Host.Trim(), port, security, options.UserName);
    }

    static int DefaultPort(ServerProtocol protocol, ConnectionSecurity security) => (protocol, security) switch
    {
        (ServerProtocol.Imap, ConnectionSecurity.ImplicitTls) => 993,
        (ServerProtocol.Imap, _) => 143,
        (ServerProtocol.Pop3, ConnectionSecurity.ImplicitTls) => 995,
        (ServerProtocol.Pop3, _) => 110,
        (_, ConnectionSecurity.ImplicitTls) => 465,
        _ => 587,
    };
}
