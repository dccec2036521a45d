using MailKit;
using MimeKit;

namespace AcMail;

/// <summary>A submission server is of use when it takes mail from and to the account's own address.</summary>
sealed class SmtpProbe(ServerConnector connector, TimeProvider timeProvider, MailEndpoint endpoint)
    : ServerProbe<SubmissionClient>(connector, timeProvider, endpoint, ValidationSubject.Outgoing)
{
    protected override SubmissionClient Create(IProtocolLogger log) => new(log);

    protected override async Task<string> UseAsync(MailAccountSettings account, MailSession<SubmissionClient> session, CancellationToken cancellationToken)
    {
        await session.Client.TryEnvelopeAsync(new MailboxAddress("", account.EmailAddress), cancellationToken).ConfigureAwait(false);
        return $"{session.Client.Capabilities}";
    }
}
