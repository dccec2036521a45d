using MailKit.Net.Smtp;

namespace AcMail.Tests;

public sealed class SubmissionFailuresTests
{
    [Theory]
    [InlineData(SmtpErrorCode.SenderNotAccepted, 553, "", MailErrorKind.SenderRejected)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, 552, "5.3.4", MailErrorKind.MessageTooLarge)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, 552, "5.2.2", MailErrorKind.OverQuota)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, 530, "", MailErrorKind.CredentialMissing)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, 421, "", MailErrorKind.ServerUnavailable)]
    [InlineData(SmtpErrorCode.RecipientNotAccepted, 450, "", MailErrorKind.Deferred)]
    [InlineData(SmtpErrorCode.RecipientNotAccepted, 552, "5.2.2", MailErrorKind.RecipientRejected)]
    [InlineData(SmtpErrorCode.RecipientNotAccepted, 550, "", MailErrorKind.RecipientRejected)]
    [InlineData(SmtpErrorCode.MessageNotAccepted, 451, "", MailErrorKind.Deferred)]
    [InlineData(SmtpErrorCode.MessageNotAccepted, 554, "", MailErrorKind.MessageRejected)]
    [InlineData(SmtpErrorCode.MessageNotAccepted, 523, "", MailErrorKind.MessageTooLarge)]
    [InlineData(SmtpErrorCode.UnexpectedStatusCode, 500, "", MailErrorKind.CommandRefused)]
    public void A_reply_means_something_by_the_step_it_answers(SmtpErrorCode step, int status, string words, MailErrorKind kind) =>
        SubmissionFailures.KindOf(step, status, words).ShouldBe(kind);
}
