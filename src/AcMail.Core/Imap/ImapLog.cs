using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class ImapLog
{
    [LoggerMessage(2101, LogLevel.Warning, "Account {Account}: a mailbox could not be synchronised", EventName = "MailboxFailed")]
    public static partial void MailboxFailed(ILogger logger, string account, Exception exception);

    [LoggerMessage(2102, LogLevel.Information, "Account {Account}: the connection broke; the synchronisation goes on over another", EventName = "BeginsAgain")]
    public static partial void BeginsAgain(ILogger logger, string account, Exception exception);
}
