using MailKit;

namespace AcMail;

/// <summary>Opens connections: own socket, explicit TLS, one SASL mechanism, one attempt a credential.</summary>
sealed class ServerConnector
{
    /// <summary>Connects and authenticates <paramref name="create"/>'s client, retrying what is safe to retry.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public Task<MailSession<TClient>> OpenAsync<TClient>(
        MailAccountSettings account, MailEndpoint endpoint, Func<IProtocolLogger, TClient> create, CancellationToken cancellationToken)
        where TClient : MailService => throw new NotImplementedException();
}
