namespace AcMail;

/// <summary>Well-known ports leave no choice of security; the wrong one would only show as a handshake that fails or hangs.</summary>
static class PortRules
{
    public static void Check(RuleFindings found, string path, EndpointOptions endpoint, ServerProtocol protocol)
    {
        var actual = MailEndpoint.From(new() { Port = endpoint.Port, Security = endpoint.Security }, protocol);
        if (actual is { Security: ConnectionSecurity.ImplicitTls, Port: 25 or 110 or 143 or 587 })
            Object(
                found, path, actual, ConnectionSecurity.StartTls,
                new("starts in plaintext and goes on with STARTTLS", "commence en clair puis passe par STARTTLS"));
        else if (actual is { Security: not ConnectionSecurity.ImplicitTls, Port: 465 or 993 or 995 })
            Object(
                found, path, actual, ConnectionSecurity.ImplicitTls,
                new("expects TLS from the first byte", "attend TLS dès le premier octet"));
    }

    static void Object(RuleFindings found, string path, MailEndpoint actual, ConnectionSecurity fitting, MailText nature)
    {
        var port = MailEndpoint.From(new() { Security = actual.Security }, actual.Protocol).Port;
        found.Add(
            $"{path}.Port",
            new($"port {actual.Port} {nature.English}, and Security is {actual.Security}.", $"le port {actual.Port} {nature.French}, or Security vaut {actual.Security}."),
            new($"Write port {port} for {actual.Security}, or Security {fitting} for port {actual.Port}.",
                $"Écrivez le port {port} pour {actual.Security}, ou Security {fitting} pour le port {actual.Port}."));
    }
}
