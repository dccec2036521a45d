using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AcMail.Benchmarks.Distance;

/// <summary>Puts a distance between a client and a server on this machine.</summary>
static class DistanceCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The server's port", Required = true };
        var milliseconds = new Option<int>("--milliseconds") { Description = "How long each direction takes", DefaultValueFactory = _ => 50 };
        var hide = new Option<string?>("--hide") { Description = "A capability that the client is not to see" };
        var command = new Command("distance", "Listens on a free port of loopback, prints it, and passes everything on to a server, later. Runs until it is killed.")
        {
            port, milliseconds, hide,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(port), TimeSpan.FromMilliseconds(result.GetValue(milliseconds)), result.GetValue(hide), cancellationToken));
        return command;
    }

    static async Task RunAsync(int port, TimeSpan delay, string? hidden, CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        var connections = new List<Task>();
        while (true)
            connections.Add(ConnectAsync(
                await listener.AcceptAsync(cancellationToken), port, delay, hidden is null ? null : Encoding.ASCII.GetBytes(hidden)));
    }

    static async Task ConnectAsync(Socket accepted, int port, TimeSpan delay, byte[]? hidden)
    {
        accepted.NoDelay = true;
        await using var client = new NetworkStream(accepted, ownsSocket: true);
        using var connected = new TcpClient { NoDelay = true };
        await connected.ConnectAsync(IPAddress.Loopback, port);
        await using var server = connected.GetStream();
        await Task.WhenAll(
            DelayedLine.RunAsync(client, server, delay, _ => { }),
            DelayedLine.RunAsync(server, client, delay, piece => Hide(piece.Span, hidden)));
    }

    /// <summary>Servers tell what they can do in one piece, and no message holds the word.</summary>
    static void Hide(Span<byte> piece, byte[]? hidden)
    {
        if (hidden is not null && piece.IndexOf(hidden) is >= 0 and var at) piece[at..(at + hidden.Length)].Fill((byte)'X');
    }
}
