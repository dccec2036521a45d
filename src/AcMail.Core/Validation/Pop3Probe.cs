using MailKit;
using MailKit.Net.Pop3;

namespace AcMail;

/// <summary>A POP3 server is of use when it names its messages (UIDL): otherwise nobody knows which are new.</summary>
sealed class Pop3Probe(ServerConnector connector, TimeProvider timeProvider, MailEndpoint endpoint)
    : ServerProbe<Pop3Client>(connector, timeProvider, endpoint, ValidationSubject.Incoming)
{
    static readonly MailText Unshown = new("UIDL: will show with the first message", "UIDL : on le saura au premier message");

    bool _tellsCapabilities;

    protected override Pop3Client Create(IProtocolLogger log) => new(new CapabilityTap(log, () => _tellsCapabilities = true));

    protected override Task<string> UseAsync(MailAccountSettings account, MailSession<Pop3Client> session, CancellationToken cancellationToken)
    {
        var found = $"{session.Client.Count}; {session.Client.Capabilities}";
        if (session.Client.Capabilities.HasFlag(Pop3Capabilities.UIDL)) return Task.FromResult(found);
        // Without CAPA, UIDL has to be tried on a message. A newly opened account has none.
        if (session.Client.Count == 0 && !_tellsCapabilities) return Task.FromResult($"{found}; {Unshown}");
        throw new MailException(FailureTexts.Explain(MailErrorKind.MissingCapability, session.Endpoint, "UIDL"));
    }
}
