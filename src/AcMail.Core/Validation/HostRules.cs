using System.Net;

namespace AcMail;

/// <summary>A host is a name or an address, and nothing around it.</summary>
static class HostRules
{
    public static void Check(RuleFindings found, string path, string? text)
    {
        var host = text?.Trim() ?? "";
        MailText remedy = new("Write the server's name alone, such as mail.ac-lyon.fr.", "Écrivez seulement le nom du serveur, comme mail.ac-lyon.fr.");
        if (host.Length == 0)
            found.Missing(path, remedy);
        else if (host.Contains("://", StringComparison.Ordinal))
            found.Add(path, new($"'{host}' is a link.", $"« {host} » est un lien."), Only(host, remedy));
        else if (NameAndPort(host) is { } split)
            found.Add(
                path, new($"'{host}' holds a port.", $"« {host} » contient un port."),
                new($"Write '{split.Name}' in Host and {split.Port} in Port.", $"Écrivez « {split.Name} » dans Host et {split.Port} dans Port."));
        else if (host.Any(char.IsWhiteSpace) || Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic)
            found.Add(path, new($"'{host}' is not a host name.", $"« {host} » n'est pas un nom de serveur."), remedy);
    }

    static (string Name, string Port)? NameAndPort(string host)
    {
        var colon = host.LastIndexOf(':');
        if (colon <= 0 || IPAddress.TryParse(host, out _)) return null;
        var port = host[(colon + 1)..];
        return port.Length > 0 && port.All(char.IsAsciiDigit) ? (host[..colon], port) : null;
    }

    static MailText Only(string link, MailText otherwise) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? new($"Write '{uri.Host}'.", $"Écrivez « {uri.Host} ».")
            : otherwise;
}
