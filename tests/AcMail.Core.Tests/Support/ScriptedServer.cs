using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AcMail.Tests;

/// <summary>A server on loopback that follows a script, once for each connection.</summary>
sealed class ScriptedServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly List<Task> _connections = [];
    readonly Task _accepting;
    int _count;

    public ScriptedServer(Func<ScriptedConnection, Task> script)
    {
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _count);

    public MailEndpoint Endpoint(ServerProtocol protocol, ConnectionSecurity security = ConnectionSecurity.None, string user = "dmartin") =>
        new(protocol, "localhost", Port, security, user);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    async Task AcceptAsync(Func<ScriptedConnection, Task> script)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _count);
                _connections.Add(ServeAsync(socket, script));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    async Task ServeAsync(Socket socket, Func<ScriptedConnection, Task> script)
    {
        socket.NoDelay = true;
        await using var connection = new ScriptedConnection(new NetworkStream(socket, ownsSocket: true), _stop.Token);
        try
        {
            await script(connection);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
    }
}

/// <summary>One connection of a <see cref="ScriptedServer"/>.</summary>
sealed class ScriptedConnection(Stream stream, CancellationToken stop) : IAsyncDisposable
{
    Stream _stream = stream;

    public CancellationToken Stop => stop;

    /// <summary>Everything the client said, line by line.</summary>
    public List<string> Heard { get; } = [];

    public async Task SayAsync(string text, string end = "\r\n") => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text + end), stop);

    /// <summary>The next line, or <see langword="null"/> at the end.</summary>
    public async Task<string?> HearAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, stop) == 1)
        {
            if (one[0] == '\n')
            {
                Heard.Add(Encoding.UTF8.GetString([.. line]).TrimEnd('\r'));
                return Heard[^1];
            }

            line.Add(one[0]);
        }

        return null;
    }

    public async Task StartTlsAsync(X509Certificate2 certificate)
    {
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    }

    /// <summary>Says nothing until the client hangs up.</summary>
    public async Task StaySilentAsync()
    {
        while (await HearAsync() is not null)
        {
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
