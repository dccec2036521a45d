using AcMail.Testing;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>A server of AcMail.Testing, reached without sockets.</summary>
sealed class InProcessScenarioServer : IScenarioServer, IAsyncDisposable
{
    readonly MailServer _server = MailServer.Start();

    public string Password => "secret";

    public string NewUser()
    {
        const string name = "dmartin";
        var user = _server.AddUser(name, Password, $"{name}@ac-lyon.fr");
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
