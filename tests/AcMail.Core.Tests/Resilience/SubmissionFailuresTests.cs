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

    [Theory]
    // Postfix, and OVH, Yandex and others who use it.
    [InlineData("5.7.1 <david@ac-lyon.fr>: Sender address rejected: not owned by user dmartin", MailErrorKind.SenderRejected)]
    [InlineData("5.7.1 <david@ac-lyon.fr>: Sender address rejected: not logged in", MailErrorKind.SenderRejected)]
    [InlineData("5.7.1 Sender address rejected: not owned by auth user.", MailErrorKind.SenderRejected)]
    [InlineData("5.1.0 <david@ac-lyon.fr>: Sender address rejected: User unknown in virtual mailbox table", MailErrorKind.SenderRejected)]
    [InlineData("5.1.8 <david@ac-lyon.fr>: Sender address rejected: Domain not found", MailErrorKind.SenderRejected)]
    [InlineData("5.1.1 <zoe@ac-lyon.fr>: Recipient address rejected: User unknown in local recipient table", MailErrorKind.RecipientRejected)]
    [InlineData("5.7.1 <liste@ac-lyon.fr>: Recipient address rejected: Sender not allowed to write to this list", MailErrorKind.RecipientRejected)]
    [InlineData("5.7.1 <zoe@ac-lyon.fr>: Relay access denied", MailErrorKind.RecipientRejected)]
    [InlineData("5.7.1 Client host rejected: Access denied", MailErrorKind.RecipientRejected)]
    // Exchange.
    [InlineData("5.7.60 SMTP; Client does not have permissions to send as this sender", MailErrorKind.SenderRejected)]
    [InlineData("5.7.1 Client does not have permissions to send as this sender", MailErrorKind.SenderRejected)]
    [InlineData("5.2.252 SendAsDenied; dmartin@ac-lyon.fr not allowed to send as david@ac-lyon.fr", MailErrorKind.SenderRejected)]
    [InlineData("5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", MailErrorKind.RecipientRejected)]
    [InlineData("5.7.124 RESOLVER.RST.SenderNotInAllowedSendersList; sender not in allowed-senders list", MailErrorKind.RecipientRejected)]
    [InlineData("5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", MailErrorKind.RecipientRejected)]
    // Gmail.
    [InlineData("5.1.1 The email account that you tried to reach does not exist.", MailErrorKind.RecipientRejected)]
    [InlineData("5.7.26 Unauthenticated email from ac-lyon.fr is not accepted due to domain's DMARC policy.", MailErrorKind.RecipientRejected)]
    [InlineData("5.1.2 We weren't able to find the recipient domain.", MailErrorKind.RecipientRejected)]
    // Exim, Sendmail, iCloud, GMX, mail.ru.
    [InlineData("Verification failed for <david@ac-lyon.fr>\nSender verify failed", MailErrorKind.SenderRejected)]
    [InlineData("5.1.8 <david@ac-lyon.fr>... Domain of sender address david@ac-lyon.fr does not exist", MailErrorKind.SenderRejected)]
    [InlineData("5.7.0 From address is not one of your addresses.", MailErrorKind.SenderRejected)]
    [InlineData("Requested action not taken: mailbox unavailable\nSender address is not allowed.", MailErrorKind.SenderRejected)]
    [InlineData("not local sender over smtp", MailErrorKind.SenderRejected)]
    [InlineData("5.1.1 <sender@ac-lyon.fr>: mailbox unavailable", MailErrorKind.RecipientRejected)]
    [InlineData("5.1.70 no such thing", MailErrorKind.RecipientRejected)]
    [InlineData("", MailErrorKind.RecipientRejected)]
    public void A_refusal_that_names_the_sender_is_one_of_the_sender_at_whatever_step(string words, MailErrorKind kind)
    {
        SubmissionFailures.KindOf(SmtpErrorCode.RecipientNotAccepted, 550, words).ShouldBe(kind);
        SubmissionFailures.KindOf(SmtpErrorCode.RecipientNotAccepted, 450, words).ShouldBe(MailErrorKind.Deferred);
        SubmissionFailures.KindOf(SmtpErrorCode.MessageNotAccepted, 554, words)
            .ShouldBe(kind == MailErrorKind.RecipientRejected ? MailErrorKind.MessageRejected : kind);
    }
}
