using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class SyncLog
{
    [LoggerMessage(2001, LogLevel.Debug, "Account {Account}: synchronisation started", EventName = "SyncStarted")]
    public static partial void Started(ILogger logger, string account);

    [LoggerMessage(2002, LogLevel.Information, "Account {Account}: {Messages} new messages, {Bytes} bytes in {Milliseconds} ms", EventName = "SyncCompleted")]
    public static partial void Completed(ILogger logger, string account, int messages, long bytes, double milliseconds);

    [LoggerMessage(2003, LogLevel.Warning, "Account {Account}: synchronisation failed: {Kind}", EventName = "SyncFailed")]
    public static partial void Failed(ILogger logger, string account, MailErrorKind kind);

    [LoggerMessage(2004, LogLevel.Debug, "Account {Account}: nothing new, in {Milliseconds} ms", EventName = "SyncNothingNew")]
    public static partial void NothingNew(ILogger logger, string account, double milliseconds);

    [LoggerMessage(2005, LogLevel.Debug, "Account {Account}: another process or task synchronises it", EventName = "SyncBusy")]
    public static partial void Busy(ILogger logger, string account);
}
