using System.Net;
using System.Net.Sockets;

namespace AcMail.Testing;

/// <summary>A free loopback port: open, it accepts connections; closed, it refuses them and is still kept from others.</summary>
sealed class ServerPort : IAsyncDisposable
{
    readonly Action<Stream> _serve;
    // Without it, a connection that somebody makes while the port is closed could be given its number.
    readonly Socket _keeper = Bind(0);
    Socket? _listener;
    Task _accepting = Task.CompletedTask;

    public ServerPort(Action<Stream> serve)
    {
        _serve = serve;
        Number = ((IPEndPoint)_keeper.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public void Open()
    {
        _listener = Bind(Number);
        _listener.Listen();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask CloseAsync()
    {
        _listener?.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _keeper.Dispose();
    }

    static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    async Task AcceptAsync(Socket socket)
    {
        while (true)
        {
            try
            {
                var client = await socket.AcceptAsync().ConfigureAwait(false);
                client.NoDelay = true;
                _serve(new NetworkStream(client, ownsSocket: true));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (socket.SafeHandle.IsClosed) return;
                // One client that has gone again costs no other its connection.
            }
        }
    }
}
