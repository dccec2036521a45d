using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;

namespace AcMail;

/// <summary>A command of an open session that failed.</summary>
static class CommandFailures
{
    public static MailFailure? Classify(Exception exception, ConnectionEvidence evidence)
    {
        var reply = ReplyCode.Parse(evidence.Reply);
        // That a mailbox is not there may be what a list says that ended with OK, which would be no reason to read.
        if (KindOf(exception, reply, evidence.Endpoint) is not { } kind) return null;
        var said = reply.IsRefusal ? evidence.Reply : WordsOf(exception);
        return kind == MailErrorKind.ServerUnavailable && exception is ImapCommandException
            ? FailureTexts.Create(kind, FailureTexts.NotJustNow, evidence.Endpoint, said, null)
            : FailureTexts.Create(kind, evidence.Endpoint, said);
    }

    static MailErrorKind? KindOf(Exception exception, ReplyCode reply, MailEndpoint? endpoint) => exception switch
    {
        FolderNotFoundException => MailErrorKind.MailboxNotFound,
        MessageNotFoundException => MailErrorKind.MessageNotFound,
        ServiceNotAuthenticatedException => endpoint is { UserName.Length: > 0 } ? MailErrorKind.AuthenticationNotOffered : MailErrorKind.CredentialMissing,
        SmtpCommandException smtp => SubmissionFailures.KindOf(smtp.ErrorCode, (int)smtp.StatusCode, smtp.Message),
        ImapCommandException imap => KindOf(reply, imap.ResponseText ?? "") is not MailErrorKind.CommandRefused and var told ? told
            : ThrottleHint.AsksForPatience(reply.Text) || ThrottleHint.AsksForPatience(imap.ResponseText) ? MailErrorKind.ServerUnavailable
            : MailErrorKind.CommandRefused,
        Pop3CommandException pop3 => KindOf(reply, pop3.StatusText ?? ""),
        NotSupportedException => MailErrorKind.MissingCapability,
        _ => null,
    };

    static MailErrorKind KindOf(ReplyCode reply, string words) => reply.Bracketed switch
    {
        "OVERQUOTA" => MailErrorKind.OverQuota,
        "NONEXISTENT" or "TRYCREATE" => MailErrorKind.MailboxNotFound,
        "INUSE" or "IN-USE" => MailErrorKind.MailboxInUse,
        "UNAVAILABLE" or "SYS/TEMP" or "SERVERBUG" => MailErrorKind.ServerUnavailable,
        "TOOBIG" => MailErrorKind.MessageTooLarge,
        _ when IsAboutQuota(words) || IsAboutQuota(reply.Text) => MailErrorKind.OverQuota,
        _ => MailErrorKind.CommandRefused,
    };

    /// <summary>Many servers refuse an APPEND for want of room without any code.</summary>
    static bool IsAboutQuota(string words) =>
        words.Contains("over quota", StringComparison.OrdinalIgnoreCase) || words.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase);

    static string? WordsOf(Exception exception) => exception switch
    {
        SmtpCommandException smtp => $"{(int)smtp.StatusCode} {smtp.Message}",
        ImapCommandException imap => imap.ResponseText,
        Pop3CommandException pop3 => pop3.StatusText,
        _ => null,
    };
}
