using MailKit.Net.Smtp;
using MailKit.Security;

namespace AcMail.Benchmarks.Sending;

/// <summary>MailKit as its documentation shows it: the client opens its own socket, and stays connected.</summary>
sealed class MailKitMailer(SendTarget target, SampleText text) : IMailer
{
    readonly SmtpClient _client = new();

    public async Task SendAsync(int number, CancellationToken cancellationToken)
    {
        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(target.Host, target.Port, SecureSocketOptions.None, cancellationToken);
            await _client.AuthenticateAsync(target.UserName, target.Password, cancellationToken);
        }

        await _client.SendAsync(text.Message(number), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(true);
        _client.Dispose();
    }
}
