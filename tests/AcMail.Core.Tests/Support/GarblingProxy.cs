using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace AcMail.Core.Tests.Support;

/// <summary>Passes connections on to a server, and what it says as <see cref="Say"/> wants it. What is in literals passes untouched.</summary>
sealed partial class GarblingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly List<Task> _connections = [];
    readonly Func<int> _port;
    readonly Task _serving;

    /// <param name="port">The server's port, which need not be known yet.</param>
    public GarblingProxy(Func<int> port)
    {
        _port = port;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long a connection lives on in silence once a line of it came otherwise than it was said; for ever where it is not set.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What becomes of a line, its end included.</summary>
    public Func<byte[], byte[]> Say { get; set; } = line => line;

    /// <summary>What the garbled line came as; <see langword="null"/> where it has not come.</summary>
    public string? Heard { get; private set; }

    /// <summary>From now on one line comes otherwise than it was said.</summary>
    /// <param name="garbled">Which, and how.</param>
    /// <param name="counts">Which lines are counted; all where there is none.</param>
    public void Garble(Garbled garbled, Func<string, bool>? counts = null)
    {
        var lines = 0;
        Say = line =>
        {
            if (counts?.Invoke(Encoding.Latin1.GetString(line)) == false || lines++ != garbled.Line) return line;
            var heard = garbled.Apply(line);
            Heard = Encoding.Latin1.GetString(heard);
            return heard;
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [GeneratedRegex(@"\{(\d{1,9})\}\r\n$")]
    private static partial Regex Literal();

    async Task ServeAsync()
    {
        while (true) _connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
    }

    async Task PassAsync(TcpClient client)
    {
        using var closing = client;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _port(), _stop.Token);
        var up = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token).ContinueWith(_ => server.Close(), TaskScheduler.Default);
        await DownAsync(server.GetStream(), client.GetStream()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Close();
        await up.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task DownAsync(Stream server, Stream client)
    {
        await using var from = new BufferedStream(server);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var (line, octet, isGarbled) = (new List<byte>(), new byte[1], false);
        while (await from.ReadAsync(octet, silence.Token) == 1)
        {
            line.Add(octet[0]);
            if (line is not [.., (byte)'\r', (byte)'\n']) continue;
            var said = line.ToArray();
            line.Clear();
            var heard = Say(said);
            isGarbled |= heard != said;
            if (isGarbled) silence.CancelAfter(Patience);
            await client.WriteAsync(heard, _stop.Token);
            if (Literal().Match(Encoding.Latin1.GetString(said)) is not { Success: true } announced) continue;
            var literal = new byte[int.Parse(announced.Groups[1].ValueSpan, CultureInfo.InvariantCulture)];
            await from.ReadExactlyAsync(literal, _stop.Token);
            await client.WriteAsync(literal, _stop.Token);
        }
    }
}
