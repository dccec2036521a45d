using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace AcMail;

/// <summary>Finds out whether a port that says nothing waits for a TLS handshake.</summary>
static class TlsProbe
{
    public static async Task<bool> AnswersAsync(
        MailEndpoint endpoint, SocketDialer dialer, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        try
        {
            using var deadline = new Deadline(ConnectionLimits.TlsProbe, timeProvider, cancellationToken);
            using var socket = await dialer.DialAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            using var stream = new ServerStream(socket, ConnectionLimits.TlsProbe);
            await deadline.GuardAsync(token => new(ShakeHandsAsync(stream, endpoint.Host, token))).ConfigureAwait(false);
            return IsTls(stream.FirstWords);
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether what a server said first is a TLS record: an alert or a handshake.</summary>
    public static bool IsTls(string firstWords) => firstWords is ['\x15' or '\x16', ..];

    [SuppressMessage("Security", "CA5359", Justification = "Nothing is sent over it: whether TLS is spoken is all that is asked.")]
    static async Task ShakeHandsAsync(ServerStream stream, string host, CancellationToken cancellationToken)
    {
        using var tls = new SslStream(stream, leaveInnerStreamOpen: true, (_, _, _, _) => true);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationException)
        {
            // A refusal in TLS is an answer as well; one in plaintext is told apart by its first byte.
        }
    }
}
