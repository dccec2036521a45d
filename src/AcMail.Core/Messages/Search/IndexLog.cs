using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class IndexLog
{
    [LoggerMessage(2201, LogLevel.Debug, "Account {Account}: the text of {Messages} messages was read for search", EventName = "TextIndexed")]
    public static partial void Completed(ILogger logger, string account, int messages);

    [LoggerMessage(2202, LogLevel.Warning, "Account {Account}: the text of messages could not be read for search", EventName = "TextIndexFailed")]
    public static partial void Failed(ILogger logger, Exception exception, string account);

    [LoggerMessage(2203, LogLevel.Debug, "Account {Account}: the content {Content} could not be read for search and waits", EventName = "ContentUnreadable")]
    public static partial void Unreadable(ILogger logger, Exception exception, string account, string content);
}
