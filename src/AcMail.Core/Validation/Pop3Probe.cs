using MailKit;
using MailKit.Net.Pop3;

namespace AcMail;

/// <summary>A POP3 server is of use when it names its messages (UIDL): otherwise nobody knows which are new.</summary>
sealed class Pop3Probe(ServerConnector connector, TimeProvider timeProvider, MailEndpoint endpoint)
    : ServerProbe<Pop3Client>(connector, timeProvider, endpoint, ValidationSubject.Incoming)
{
    protected override Pop3Client Create(IProtocolLogger log) => new(log);

    protected override Task<string> UseAsync(MailAccountSettings account, MailSession<Pop3Client> session, CancellationToken cancellationToken) =>
        session.Client.Capabilities.HasFlag(Pop3Capabilities.UIDL)
            ? Task.FromResult($"{session.Client.Count}; {session.Client.Capabilities}")
            : throw new MailException(FailureTexts.Explain(MailErrorKind.MissingCapability, session.Endpoint, "UIDL"));
}
