using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class ImapLog
{
    [LoggerMessage(2101, LogLevel.Warning, "Account {Account}: a mailbox could not be synchronised", EventName = "MailboxFailed")]
    public static partial void MailboxFailed(ILogger logger, string account, Exception exception);
}
