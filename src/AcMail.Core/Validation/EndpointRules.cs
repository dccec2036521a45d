namespace AcMail;

/// <summary>The rules of one server's settings.</summary>
static class EndpointRules
{
    public static void CheckIncoming(RuleFindings found, EndpointOptions? endpoint, ServerProtocol protocol)
    {
        if (endpoint is null)
        {
            found.Missing("Incoming", new("Name the server that mail comes from.", "Indiquez le serveur de réception."));
            return;
        }

        Check(found, "Incoming", endpoint, protocol);
        if (string.IsNullOrWhiteSpace(endpoint.UserName))
            found.Missing("Incoming.UserName", new("Write the login, which is often not the address.", "Écrivez l'identifiant, souvent distinct de l'adresse."));
    }

    public static void CheckOutgoing(RuleFindings found, EndpointOptions? endpoint)
    {
        if (endpoint is not null) Check(found, "Outgoing", endpoint, ServerProtocol.Smtp);
    }

    static void Check(RuleFindings found, string path, EndpointOptions endpoint, ServerProtocol protocol)
    {
        HostRules.Check(found, $"{path}.Host", endpoint.Host);
        if (endpoint.Security is { } security) found.Undefined($"{path}.Security", security);
        if (endpoint is { Security: ConnectionSecurity.None, AllowInsecure: false })
            found.Add(
                $"{path}.Security", new("None sends the password in the clear.", "None envoie le mot de passe en clair."),
                new("Choose ImplicitTls or StartTls, or set AllowInsecure to true beside it.", "Choisissez ImplicitTls ou StartTls, ou ajoutez AllowInsecure: true."));

        if (endpoint.Port is < 1 or > 65535)
            found.Add(
                $"{path}.Port", new($"{endpoint.Port} is not a port.", $"{endpoint.Port} n'est pas un port."),
                new($"Write 1 to 65535; usual here is {UsualPort(protocol, endpoint.Security)}.", $"Écrivez de 1 à 65535 ; ici, {UsualPort(protocol, endpoint.Security)} est habituel."));
        else
            PortRules.Check(found, path, endpoint, protocol);
    }

    static int UsualPort(ServerProtocol protocol, ConnectionSecurity? security) =>
        MailEndpoint.From(new() { Security = security }, protocol).Port;
}
