using System.Net.Sockets;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Scenarios;

sealed class RealScenarioServer(MailServer server) : IScenarioServer
{
    public ServerKind Kind => server.Endpoints.DovecotVersion.StartsWith("2.3.", StringComparison.Ordinal) ? ServerKind.Dovecot23 : ServerKind.Dovecot24;

    public string Password => server.Endpoints.Password;

    public string NewUser() => MailServer.NewUser();

    public async Task<Stream> ConnectAsync(string protocol)
    {
        var port = protocol switch
        {
            "imap" => server.Endpoints.Imap,
            "pop" => server.Endpoints.Pop3,
            _ => server.Endpoints.Submission,
        };
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
