using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;

namespace AcMail;

/// <summary>Finds out whether a port that says nothing waits for a TLS handshake.</summary>
static class TlsProbe
{
    [SuppressMessage("Security", "CA5359", Justification = "Nothing is sent over it: whether TLS is spoken is all that is asked.")]
    public static async Task<bool> AnswersAsync(MailEndpoint endpoint, SocketDialer dialer, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        try
        {
            using var deadline = new Deadline(ConnectionLimits.TlsProbe, timeProvider, cancellationToken);
            using var socket = await dialer.DialAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            using var network = new NetworkStream(socket);
            using var tls = new SslStream(network, leaveInnerStreamOpen: true, (_, _, _, _) => true);
            var options = new SslClientAuthenticationOptions { TargetHost = endpoint.Host };
            await deadline.GuardAsync(token => new(tls.AuthenticateAsClientAsync(options, token))).ConfigureAwait(false);
            return true;
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException)
        {
            return false;
        }
    }
}
