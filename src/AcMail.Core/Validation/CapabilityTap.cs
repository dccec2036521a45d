using MailKit;

namespace AcMail;

/// <summary>Hears whether the server answers CAPA: MailKit has the same to say of one that offers nothing and of one that was not understood.</summary>
/// <param name="log">Hears everything too.</param>
/// <param name="answered">Called when the server tells what it offers.</param>
sealed class CapabilityTap(IProtocolLogger log, Action answered) : IProtocolLogger
{
    bool _isAsked;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => log.AuthenticationSecretDetector;
        set => log.AuthenticationSecretDetector = value;
    }

    public void LogConnect(Uri uri) => log.LogConnect(uri);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        _isAsked = buffer.AsSpan(offset, count).StartsWith("CAPA"u8);
        log.LogClient(buffer, offset, count);
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_isAsked && buffer.AsSpan(offset, count).StartsWith("+OK"u8)) answered();
        _isAsked = false;
        log.LogServer(buffer, offset, count);
    }

    public void Dispose() => log.Dispose();
}
