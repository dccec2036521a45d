using System.Net;
using System.Net.Mail;
using System.Text;

namespace AcMail.Benchmarks.Sending;

/// <summary>The framework's own client, which keeps its connection between messages.</summary>
sealed class FrameworkMailer(SendTarget target, SampleText text) : IMailer
{
    readonly SmtpClient _client = new(target.Host, target.Port) { Credentials = new NetworkCredential(target.UserName, target.Password) };

    public async Task SendAsync(int number, CancellationToken cancellationToken)
    {
        using var message = new MailMessage(target.Sender, target.Recipient, text.Subject(number), text.Body)
        {
            BodyEncoding = Encoding.UTF8,
        };
        await _client.SendMailAsync(message, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
