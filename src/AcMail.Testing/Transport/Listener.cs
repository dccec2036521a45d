using System.Net;
using System.Net.Sockets;

namespace AcMail.Testing;

/// <summary>Accepts connections on a free loopback port.</summary>
sealed class Listener : IAsyncDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly Task _accepting;

    public Listener(Action<Stream> serve)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen();
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _accepting = AcceptAsync(serve);
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    async Task AcceptAsync(Action<Stream> serve)
    {
        while (true)
        {
            try
            {
                var client = await _socket.AcceptAsync().ConfigureAwait(false);
                client.NoDelay = true;
                serve(new NetworkStream(client, ownsSocket: true));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
