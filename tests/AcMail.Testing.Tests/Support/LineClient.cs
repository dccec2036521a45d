using System.Net.Security;
using System.Text;

namespace AcMail.Testing.Tests;

/// <summary>A client that knows lines only: what goes over the wire is what the test writes and reads.</summary>
sealed class LineClient(Stream stream) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly List<byte> _line = [];
    byte[] _input = new byte[16 * 1024];
    Stream _stream = stream;
    int _start;
    int _end;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        await _stream.WriteAsync(octets).AsTask().WaitAsync(Patience);
        await _stream.FlushAsync();
    }

    /// <summary>Sends a line, and reads one.</summary>
    public async Task<string> AskAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadLineAsync();
    }

    /// <summary>The next line without its CRLF; <c>(closed)</c> where the server has gone.</summary>
    public async Task<string> ReadLineAsync() =>
        await ReadOctetsAsync() is { Length: > 0 } line ? Encoding.UTF8.GetString(line[..^2]) : "(closed)";

    /// <summary>The next line with its CRLF; empty where the server has gone.</summary>
    public async Task<byte[]> ReadOctetsAsync()
    {
        _line.Clear();
        while (true)
        {
            var octet = await ReadByteAsync();
            if (octet < 0) return _line.Count == 0 ? [] : throw new IOException("The server closed the connection within a line.");
            _line.Add((byte)octet);
            if (_line is [.., (byte)'\r', (byte)'\n']) return [.. _line];
        }
    }

    /// <summary>The lines up to a lone dot, dots not unstuffed.</summary>
    public async Task<IReadOnlyList<string>> ReadMultilineAsync()
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is var line and not "(closed)")
        {
            if (line == ".") return lines;
            lines.Add(line);
        }

        throw new IOException("The server closed the connection within a response.");
    }

    /// <summary>Sends a line, reads a status line and the lines up to a lone dot.</summary>
    public async Task<IReadOnlyList<string>> AskManyAsync(string line)
    {
        (await AskAsync(line)).ShouldStartWith("+OK");
        return await ReadMultilineAsync();
    }

    public async Task StartTlsAsync()
    {
        _start = _end = 0;
        var tls = new SslStream(_stream, false, (_, _, _, _) => true);
        _stream = tls;
        await tls.AuthenticateAsClientAsync("localhost").WaitAsync(Patience);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    async ValueTask<int> ReadByteAsync()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, await _stream.ReadAsync(_input).AsTask().WaitAsync(Patience));
            if (_end == 0) return -1;
        }

        return _input[_start++];
    }
}
