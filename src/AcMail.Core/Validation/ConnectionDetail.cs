using MailKit;

namespace AcMail;

/// <summary>What a connection looks like to a person who has to judge it: address, TLS version, certificate.</summary>
static class ConnectionDetail
{
    public static string Of<TClient>(MailSession<TClient> session)
        where TClient : MailService
    {
        var parts = new List<string> { $"{session.Endpoint} ({session.Stream?.RemoteAddress})" };
        parts.Add(session.Client.IsSecure ? $"{session.Client.SslProtocol}" : "no TLS");
        if (session.Certificate is { } certificate) parts.Add(certificate.ToString());
        return string.Join(", ", parts);
    }

    public static string? OfFailure(Exception exception) => (exception as ConnectException)?.Detail;
}
