using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class ConnectionLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Account {Account}: {Protocol} connection to {Host}:{Port} opened in {ElapsedMs:0} ms.", EventName = "ConnectionOpened")]
    public static partial void Opened(ILogger logger, string account, ServerProtocol protocol, string host, int port, double elapsedMs);

    [LoggerMessage(1001, LogLevel.Warning, "Account {Account}: {Protocol} connection to {Host}:{Port} failed: {Kind}.", EventName = "ConnectionFailed")]
    public static partial void Failed(ILogger logger, string account, ServerProtocol protocol, string host, int port, MailErrorKind kind);

    [LoggerMessage(1002, LogLevel.Information, "Account {Account}: {Host} refused the access token; asking for a fresh one.", EventName = "TokenRefreshed")]
    public static partial void RefreshingToken(ILogger logger, string account, string host);
}
