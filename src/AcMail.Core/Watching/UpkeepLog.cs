using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class UpkeepLog
{
    [LoggerMessage(2230, LogLevel.Information, "Account {Account}: {Contents} messages that were deleted are given up, and {Bytes} bytes of the disk", EventName = "Compacted")]
    public static partial void Compacted(ILogger logger, string account, long contents, long bytes);

    [LoggerMessage(2231, LogLevel.Warning, "Account {Account}: not all of it could be compacted: {Reason}", EventName = "NotCompacted")]
    public static partial void NotCompacted(ILogger logger, string account, string reason);

    [LoggerMessage(2232, LogLevel.Warning, "Account {Account}: what is done for it every so often was not done: {Kind}: {Reason}", EventName = "UpkeepHindered")]
    public static partial void Hindered(ILogger logger, string account, MailErrorKind kind, string reason);

    [LoggerMessage(2233, LogLevel.Error, "Account {Account}: something unexpected happened to what is done for it every so often", EventName = "UpkeepDefect")]
    public static partial void Defect(ILogger logger, string account, Exception exception);
}
