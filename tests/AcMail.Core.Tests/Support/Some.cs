using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging.Abstractions;

namespace AcMail.Tests;

/// <summary>Ordinary things for tests.</summary>
static class Some
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static MailAccountSettings Account(
        MailEndpoint? incoming = null, MailEndpoint? outgoing = null, string? password = "secret", MailProtocol protocol = MailProtocol.Imap,
        IReadOnlyList<string>? authorities = null, IReadOnlyList<string>? pins = null, bool saveSentCopy = true) =>
        new("pro", protocol, "David MARTIN", "david.martin@ac-lyon.fr",
            incoming ?? new(ServerProtocol.Imap, "localhost", 1, ConnectionSecurity.None, "dmartin"), outgoing)
        {
            IncomingPassword = password,
            OutgoingPassword = password,
            TrustedCertificates = authorities ?? [],
            PinnedFingerprints = pins ?? [],
            Imap = new([], [], new Dictionary<MailboxRole, string>(), saveSentCopy),
        };

    public static ServerConnector Connector(params ICredentialProvider[] providers) =>
        new(providers, NullLogger<ServerConnector>.Instance, TimeProvider.System);

    public static Task<MailSession<ImapClient>> OpenImapAsync(this ServerConnector connector, MailAccountSettings account) =>
        connector.OpenAsync(account, account.Incoming, (IProtocolLogger log) => new ImapClient(log), Token);

    public static async Task<MailFailure> FailureOf(Func<Task> act) => (await Should.ThrowAsync<MailException>(act)).Failure;
}
