using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class ImapLog
{
    [LoggerMessage(2101, LogLevel.Warning, "Account {Account}: a mailbox could not be synchronised: {Kind}", EventName = "MailboxFailed")]
    public static partial void MailboxFailed(ILogger logger, string account, MailErrorKind kind);

    [LoggerMessage(
        2102, LogLevel.Information, "Account {Account}: the connection broke ({Kind}); the synchronisation goes on over another", EventName = "BeginsAgain")]
    public static partial void BeginsAgain(ILogger logger, string account, MailErrorKind kind);
}
