using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace AcMail.Benchmarks.Sending;

/// <summary>MailKit as its documentation shows it: the client opens its own socket, and stays connected.</summary>
/// <param name="target">Where the messages go.</param>
/// <param name="text">What they say.</param>
/// <param name="noDelay">Gives the client a socket without Nagle's algorithm instead.</param>
sealed class MailKitMailer(SendTarget target, SampleText text, bool noDelay) : IMailer
{
    readonly SmtpClient _client = new();

    public async Task SendAsync(int number, CancellationToken cancellationToken)
    {
        if (!_client.IsConnected) await ConnectAsync(cancellationToken);
        await _client.SendAsync(text.Message(number), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(true);
        _client.Dispose();
    }

    async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (noDelay)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(target.Host, target.Port, cancellationToken);
            await _client.ConnectAsync(socket, target.Host, target.Port, SecureSocketOptions.None, cancellationToken);
        }
        else
        {
            await _client.ConnectAsync(target.Host, target.Port, SecureSocketOptions.None, cancellationToken);
        }

        await _client.AuthenticateAsync(target.UserName, target.Password, cancellationToken);
    }
}
