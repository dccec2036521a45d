using System.Text;

namespace AcMail.Testing.Tests.Support;

/// <summary>A session that takes every line for a command, which it applies and answers, over an in-memory stream.</summary>
sealed class EchoSession : IAsyncDisposable
{
    readonly CancellationTokenSource _stopping = new();
    readonly List<string> _applied = [];
    readonly Stream _client;

    public EchoSession(WireProtocol protocol = WireProtocol.Imap, TimeProvider? time = null, TranscriptLimits? limits = null, params IEnumerable<Fault> faults)
    {
        time ??= TimeProvider.System;
        (_client, var server) = MemoryDuplex.Create();
        Faults = new(faults);
        Tally = new();
        Transcript = new(protocol, Tally.Connected(), time, limits ?? new(64 * 1024, 1024));
        var connection = new ServerConnection(new(server), new(Transcript, Tally), new(Faults, protocol, Transcript.Number), time);
        Run = RunAsync(connection, _stopping.Token);
    }

    public FaultSet Faults { get; }

    public WireTally Tally { get; }

    public SessionTranscript Transcript { get; }

    public Task Run { get; }

    /// <summary>The commands that took effect.</summary>
    public IReadOnlyList<string> Applied => _applied;

    /// <summary>What is sent in place of the ordinary reply; <c>{0}</c> stands for the tag.</summary>
    public string Reply { get; init; } = "* 1 EXISTS\r\n{0} OK done\r\n";

    public async Task SayAsync(string octets)
    {
        try
        {
            await _client.WriteAsync(Encoding.UTF8.GetBytes(octets));
        }
        catch (InvalidOperationException)
        {
            // The server's end is closed.
        }
    }

    public async Task<string> HearAsync(int count)
    {
        var octets = new byte[count];
        await _client.ReadExactlyAsync(octets);
        return Encoding.UTF8.GetString(octets);
    }

    /// <summary>Says all at once, hangs up, and returns all that is heard.</summary>
    public async Task<string> SayAllAsync(string octets)
    {
        await SayAsync(octets + "bye\r\n");
        return await HearAllAsync();
    }

    public async Task<string> HearAllAsync()
    {
        using var reader = new StreamReader(_client, Encoding.UTF8, leaveOpen: true);
        var heard = await reader.ReadToEndAsync();
        await Run;
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _client.DisposeAsync();
        await Run.ContinueWith(_ => { }, TaskScheduler.Default);
        _stopping.Dispose();
    }

    async Task RunAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        await using var closing = connection;
        await connection.BeginAsync(cancellationToken);
        connection.WriteLine("* OK ready");
        while (true)
        {
            var line = await connection.ReadLineAsync(1000, cancellationToken);
            if (line.Status == WireLineStatus.Closed) return;
            var command = Encoding.UTF8.GetString(line.Octets.Span);
            if (command == "bye") break;
            var tag = command.Split(' ')[0];
            while (LiteralMarker.Find(Encoding.UTF8.GetBytes(command)) is { } marker)
            {
                if (marker.Waits) connection.WriteLine("+ go on");
                var literal = new byte[marker.Length];
                for (var read = 0; read < marker.Length;)
                {
                    var count = await connection.ReadAsync(literal.AsMemory(read), cancellationToken);
                    if (count == 0) return;
                    read += count;
                }

                var rest = await connection.ReadLineAsync(1000, cancellationToken);
                if (rest.Status != WireLineStatus.Complete) return;
                command = command[..command.LastIndexOf('{')] + Encoding.UTF8.GetString(literal) + Encoding.UTF8.GetString(rest.Octets.Span);
            }

            _applied.Add(command);
            connection.Write(string.Format(Reply, tag));
        }

        await connection.FlushAsync(cancellationToken);
    }
}
