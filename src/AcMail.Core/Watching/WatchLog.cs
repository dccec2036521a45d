using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class WatchLog
{
    [LoggerMessage(2201, LogLevel.Debug, "Account {Account}: watching begins", EventName = "WatchStarted")]
    public static partial void Started(ILogger logger, string account);

    [LoggerMessage(2202, LogLevel.Debug, "Account {Account}: watching ends", EventName = "WatchStopped")]
    public static partial void Stopped(ILogger logger, string account);

    [LoggerMessage(2203, LogLevel.Warning, "Account {Account}: watching is interrupted: {Kind}; the next attempt is at {RetryAt:u}", EventName = "WatchInterrupted")]
    public static partial void Interrupted(ILogger logger, string account, MailErrorKind kind, DateTimeOffset? retryAt);

    [LoggerMessage(2204, LogLevel.Information, "Account {Account}: watching works again", EventName = "WatchResumed")]
    public static partial void Resumed(ILogger logger, string account);

    [LoggerMessage(2205, LogLevel.Information, "Account {Account}: the server cannot do IDLE or does not want to; it is polled", EventName = "IdleRefused")]
    public static partial void IdleRefused(ILogger logger, string account);

    [LoggerMessage(2206, LogLevel.Debug, "Account {Account}: the connection was lost while idle: {Kind}", EventName = "IdleLost")]
    public static partial void IdleLost(ILogger logger, string account, MailErrorKind kind);

    [LoggerMessage(2207, LogLevel.Debug, "Account {Account}: a connection that listens to one mailbox was lost: {Kind}", EventName = "EarLost")]
    public static partial void EarLost(ILogger logger, string account, MailErrorKind kind);

    [LoggerMessage(2208, LogLevel.Error, "Account {Account}: something unexpected happened while watching", EventName = "WatchDefect")]
    public static partial void Defect(ILogger logger, string account, Exception exception);

    [LoggerMessage(2209, LogLevel.Error, "Account {Account}: watching is interrupted: {Reason} The next attempt is at {RetryAt:u}", EventName = "StoreUnusable")]
    public static partial void StoreUnusable(ILogger logger, string account, string reason, DateTimeOffset? retryAt);

    [LoggerMessage(2210, LogLevel.Information, "Background synchronisation of {Accounts} accounts begins", EventName = "BackgroundStarted")]
    public static partial void BackgroundStarted(ILogger logger, int accounts);

    [LoggerMessage(2211, LogLevel.Error, "Account {Account} is not synchronised: {Reason}", EventName = "BackgroundSkipped")]
    public static partial void BackgroundSkipped(ILogger logger, string account, string reason, Exception exception);

    [LoggerMessage(2212, LogLevel.Information, "Background synchronisation ends", EventName = "BackgroundStopped")]
    public static partial void BackgroundStopped(ILogger logger);

    [LoggerMessage(2213, LogLevel.Error, "Account {Account}: watching is interrupted: {Reason} The next attempt is at {RetryAt:u}", EventName = "WatchHindered")]
    public static partial void Hindered(ILogger logger, string account, string reason, DateTimeOffset? retryAt);

    [LoggerMessage(2214, LogLevel.Warning,
        "No mail account is registered, so that nothing is synchronised: name some in \"Accounts\" of the section that AddAcMail reads, or add them in code",
        EventName = "NothingToSynchronise")]
    public static partial void NothingToSynchronise(ILogger logger);

    [LoggerMessage(2215, LogLevel.Information,
        "Account {Account}: after {Seconds:N0} s the first synchronisation lets others in, and goes on after them", EventName = "FirstPassGaveWay")]
    public static partial void GaveWay(ILogger logger, string account, double seconds);
}
