using System.Net;
using System.Net.Sockets;

namespace AcMail.Testing;

/// <summary>A free loopback port: open, it accepts connections; closed, it refuses them and is still kept from others.</summary>
sealed class ServerPort : IAsyncDisposable
{
    readonly Action<Stream> _serve;
    Socket _socket;
    Task _accepting = Task.CompletedTask;

    public ServerPort(Action<Stream> serve)
    {
        _serve = serve;
        _socket = Bind(0);
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public void Open()
    {
        _socket.Listen();
        _accepting = AcceptAsync(_socket);
    }

    public async ValueTask CloseAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        _socket = Bind(Number);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
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
