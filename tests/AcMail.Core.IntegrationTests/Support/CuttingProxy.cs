using System.Net;
using System.Net.Sockets;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>Passes connections on to a server until so many bytes have come from there; then it is as if the server were down.</summary>
sealed class CuttingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _serving;

    public CuttingProxy(int port, long bytes)
    {
        _listener.Start();
        _serving = ServeAsync(port, bytes);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    async Task ServeAsync(int port, long bytes)
    {
        var left = bytes;
        while (left > 0)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
            var up = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
            var buffer = new byte[16 * 1024];
            while (left > 0)
            {
                var count = await server.GetStream().ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stop.Token);
                if (count == 0) break;
                await client.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                left -= count;
            }

            // Before the client notices, so that its next attempt meets nobody.
            if (left == 0) _listener.Stop();
            client.Close();
            await up.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
