using Microsoft.Extensions.Logging;

namespace AcMail;

static partial class SubmissionLog
{
    [LoggerMessage(3000, LogLevel.Information, "Account {Account}: message {Id} was submitted: {Outcome}.", EventName = "MessageSubmitted")]
    public static partial void Submitted(ILogger logger, string account, long id, SendOutcome outcome);

    [LoggerMessage(3001, LogLevel.Warning, "Account {Account}: message {Id} was not accepted ({Outcome}): {Kind}.", EventName = "MessageNotAccepted")]
    public static partial void NotAccepted(ILogger logger, string account, long id, SendOutcome outcome, MailErrorKind kind);

    [LoggerMessage(3002, LogLevel.Warning, "Account {Account}: the sent copy of message {Id} could not be filed: {Kind}.", EventName = "SentCopyFailed")]
    public static partial void CopyFailed(ILogger logger, string account, long id, MailErrorKind kind);

    [LoggerMessage(3003, LogLevel.Error, "Account {Account}: what became of message {Id} could not be stored: {Kind}.", EventName = "OutcomeNotStored")]
    public static partial void OutcomeNotStored(ILogger logger, string account, long id, MailErrorKind kind);
}
