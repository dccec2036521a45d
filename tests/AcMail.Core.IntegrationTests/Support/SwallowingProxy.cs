using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AcMail.Core.IntegrationTests.Support;

/// <summary>Passes connections on to a server, until it swallows whatever either side sends and closes nothing: a firewall that forgot them.</summary>
sealed class SwallowingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _pumps = [];
    readonly Task _serving;
    int _generation;
    long _octets;

    public SwallowingProxy(int port)
    {
        _listener.Start();
        _serving = ServeAsync(port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many octets have come from either side.</summary>
    public long Octets => Interlocked.Read(ref _octets);

    /// <summary>Swallows what goes over the connections that are open now; others are passed on.</summary>
    public void Swallow() => Interlocked.Increment(ref _generation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_pumps);
        _stop.Dispose();
    }

    async Task ServeAsync(int port)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _pumps.Add(PassOnAsync(client, port, _generation));
        }
    }

    async Task PassOnAsync(TcpClient client, int port, int generation)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                var (here, there) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(PumpAsync(here, there, generation), PumpAsync(there, here, generation));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone, so the other goes too.
            }
        }
    }

    async Task PumpAsync(NetworkStream from, NetworkStream to, int generation)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                Interlocked.Add(ref _octets, count);
                if (generation == _generation) await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The same.
        }

        // What was swallowed stays open for whoever still believes in it.
        if (generation != _generation) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
