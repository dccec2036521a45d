using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace AcMail;

/// <summary>Opens TCP connections: each address of a host in turn, without Nagle's delay, with keep-alive.</summary>
sealed class SocketDialer(TimeProvider timeProvider)
{
    /// <exception cref="SocketException">The name was not found, or no address answered.</exception>
    /// <exception cref="TimeoutException">The last address did not answer in time.</exception>
    public async Task<Socket> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        for (var i = 0; ; i++)
        {
            var last = i == addresses.Length - 1;
            var limit = last ? ConnectionLimits.Connect : ConnectionLimits.ConnectBeforeNextAddress;
            try
            {
                return await DialAsync(new IPEndPoint(addresses[i], port), limit, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!last && e is SocketException or TimeoutException)
            {
                // The next address may do better; the last one's failure is the one to report.
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "It is the result, or disposed of.")]
    public async Task<Socket> DialAsync(EndPoint address, TimeSpan limit, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            KeepAlive(socket);
            using var deadline = new Deadline(limit, timeProvider, cancellationToken);
            await deadline.GuardAsync(token => socket.ConnectAsync(address, token)).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        TrySet(socket, SocketOptionName.TcpKeepAliveTime, (int)ConnectionLimits.KeepAlive.TotalSeconds);
        TrySet(socket, SocketOptionName.TcpKeepAliveInterval, (int)ConnectionLimits.KeepAliveInterval.TotalSeconds);
        TrySet(socket, SocketOptionName.TcpKeepAliveRetryCount, ConnectionLimits.KeepAliveProbes);
    }

    static void TrySet(Socket socket, SocketOptionName option, int value)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Tcp, option, value);
        }
        catch (SocketException)
        {
            // Windows Server 2016 does not know all of them: its own pace is slower, and no reason to go without mail.
        }
    }

    async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        using var deadline = new Deadline(ConnectionLimits.Connect, timeProvider, cancellationToken);
        IPAddress[] addresses = [];
        await deadline.GuardAsync(async token => addresses = await Dns.GetHostAddressesAsync(host, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.NoData);
    }
}
