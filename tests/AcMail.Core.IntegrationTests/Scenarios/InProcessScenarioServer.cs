using AcMail.Core.IntegrationTests.Support;
using AcMail.Testing;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>A server of AcMail.Testing, reached without sockets.</summary>
sealed class InProcessScenarioServer : IScenarioServer, IAsyncDisposable
{
    // What Dovecot and Postfix do not have would only show as differences.
    static readonly ServerProfile Profile = ServerProfile.Full with
    {
        Imap = ServerProfile.Full.Imap.Without(
            "APPENDLIMIT", "AUTH=OAUTHBEARER", "AUTH=XOAUTH2", "COMPRESS=DEFLATE", "CREATE-SPECIAL-USE", "IMAP4rev2", "OBJECTID",
            "QUOTA=RES-MESSAGE", "QUOTA=RES-STORAGE", "UTF8=ACCEPT"),
        Pop3 = ServerProfile.Full.Pop3.Without("EXPIRE", "IMPLEMENTATION", "UTF8") with { Mechanisms = ["PLAIN", "LOGIN"] },
        Smtp = InProcessUsers.Refusing(ServerProfile.Full.Smtp.Without("BINARYMIME") with { Mechanisms = ["PLAIN", "LOGIN"] }),
    };

    readonly Testing.MailServer _server = Testing.MailServer.Start(o => o.Profile = Profile);

    public ServerKind Kind => ServerKind.InProcess;

    public string Password => InProcessUsers.Password;

    public string NewUser() => InProcessUsers.Add(_server, "dmartin").Name;

    public Task<Stream> ConnectAsync(string protocol) => Task.FromResult(_server.Connect(protocol switch
    {
        "imap" => WireProtocol.Imap,
        "pop" => WireProtocol.Pop3,
        _ => WireProtocol.Smtp,
    }));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
