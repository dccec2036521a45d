using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;

namespace AcMail.Benchmarks.Watching;

/// <summary>A socket that idles on the inbox and notes when EXISTS comes, to tell the server's delay from ours.</summary>
sealed class BareIdle : IDisposable
{
    readonly TcpClient _socket = new();
    readonly ConcurrentDictionary<int, long> _told = new();
    StreamReader _reader = StreamReader.Null;

    public static async Task<BareIdle> StartAsync(int port, string user, string password, CancellationToken cancellationToken)
    {
        var bare = new BareIdle();
        await bare._socket.ConnectAsync("localhost", port, cancellationToken);
        bare._socket.NoDelay = true;
        var tls = new SslStream(bare._socket.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        bare._reader = new StreamReader(tls);
        var writer = new StreamWriter(tls) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync($"a LOGIN {user} {password}");
        await writer.WriteLineAsync("b SELECT INBOX");
        await writer.WriteLineAsync("c IDLE");
        while (await bare._reader.ReadLineAsync(cancellationToken) is { } line && !line.StartsWith('+'))
        {
        }

        _ = bare.ListenAsync();
        return bare;
    }

    /// <summary>When the server told that there are so many messages.</summary>
    public async Task<long> ToldAsync(int messages, CancellationToken cancellationToken)
    {
        long at;
        while (!_told.TryGetValue(messages, out at)) await Task.Delay(5, cancellationToken);
        return at;
    }

    async Task ListenAsync()
    {
        while (await _reader.ReadLineAsync() is { } line)
        {
            var now = Stopwatch.GetTimestamp();
            if (line.StartsWith("* ", StringComparison.Ordinal) && line.EndsWith(" EXISTS", StringComparison.Ordinal))
                _told.TryAdd(int.Parse(line[2..^7], CultureInfo.InvariantCulture), now);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _reader.Dispose();
    }
}
