using MailKit.Net.Smtp;

namespace AcMail;

/// <summary>What an SMTP reply means, by the step it answers (RFC 5321, RFC 3463).</summary>
static class SubmissionFailures
{
    public static MailErrorKind KindOf(SmtpErrorCode step, int status, string words) => (step, status) switch
    {
        (_, 421) => MailErrorKind.ServerUnavailable,
        (SmtpErrorCode.SenderNotAccepted or SmtpErrorCode.MessageNotAccepted, 552) => TooLargeOrFull(words),
        (_, 523) => MailErrorKind.MessageTooLarge,
        (_, >= 400 and < 500) => MailErrorKind.Deferred,
        (SmtpErrorCode.SenderNotAccepted, 530) => MailErrorKind.CredentialMissing,
        (SmtpErrorCode.SenderNotAccepted, _) => MailErrorKind.SenderRejected,
        (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, _) when SenderRefusal.IsMeantBy(words) => MailErrorKind.SenderRejected,
        (SmtpErrorCode.RecipientNotAccepted, _) => MailErrorKind.RecipientRejected,
        (SmtpErrorCode.MessageNotAccepted, _) => MailErrorKind.MessageRejected,
        _ => MailErrorKind.CommandRefused,
    };

    /// <summary>Whether the same message, handed over again, would be refused again.</summary>
    public static bool IsFinal(MailErrorKind kind) => kind is
        MailErrorKind.SenderRejected or MailErrorKind.RecipientRejected or MailErrorKind.MessageRejected or
        MailErrorKind.MessageTooLarge or MailErrorKind.OverQuota or MailErrorKind.CommandRefused;

    static MailErrorKind TooLargeOrFull(string words) =>
        words.Contains("5.2.2", StringComparison.Ordinal) ? MailErrorKind.OverQuota : MailErrorKind.MessageTooLarge;
}
