using AcMail.Testing;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>A server of AcMail.Testing, reached without sockets.</summary>
sealed class InProcessScenarioServer : IScenarioServer, IAsyncDisposable
{
    // What Dovecot and Postfix do not have would only show as differences.
    static readonly ServerProfile Profile = ServerProfile.Full with
    {
        Imap = ServerProfile.Full.Imap.Without(
            "APPENDLIMIT", "AUTH=OAUTHBEARER", "AUTH=XOAUTH2", "COMPRESS=DEFLATE", "CREATE-SPECIAL-USE", "IMAP4rev2", "OBJECTID", "QUOTA=RES-MESSAGE",
            "QUOTA=RES-STORAGE", "UTF8=ACCEPT"),
        Pop3 = ServerProfile.Full.Pop3.Without("EXPIRE", "IMPLEMENTATION", "UTF8") with { Mechanisms = ["PLAIN", "LOGIN"] },
        Smtp = (ServerProfile.Full.Smtp.Without("BINARYMIME") with { Mechanisms = ["PLAIN", "LOGIN"], MaximumSize = 200 * 1024 * 1024 })
            .Answering("RCPT TO:<inconnu@ac-lyon.fr>", "550 5.1.1 User unknown")
            .Answering("RCPT TO:<plus-tard@ac-lyon.fr>", "450 4.2.0 Greylisted, try again in 300 seconds")
            .Answering("MAIL FROM:<refuse@ac-lyon.fr>", "553 5.7.1 not owned by user"),
    };

    readonly MailServer _server = MailServer.Start(o => o.Profile = Profile);

    public string Password => "secret";

    public string NewUser()
    {
        const string name = "dmartin";
        var user = _server.AddUser(name, Password, $"{name}@ac-lyon.fr");
        user.Inbox.IsSubscribed = false;
        user.CreateMailbox("Éléments envoyés", "\\Sent");
        user.CreateMailbox("Corbeille", "\\Trash");
        user.CreateMailbox("Brouillons", "\\Drafts");
        user.CreateMailbox("Indésirables", "\\Junk");
        user.StorageLimit = 20L << 30;
        user.MessageLimit = 10_000_000;
        return name;
    }

    public Task<Stream> ConnectAsync(string protocol) => Task.FromResult(_server.Connect(protocol switch
    {
        "imap" => WireProtocol.Imap,
        "pop" => WireProtocol.Pop3,
        _ => WireProtocol.Smtp,
    }));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
