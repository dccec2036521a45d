using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AcMail.Testing;

/// <summary>The server's side of one connection: lines and octets in, buffered octets out. Used by one session, one task at a time.</summary>
sealed class ServerConnection(Stream stream, WireProtocol protocol, bool encrypted) : IAsyncDisposable
{
    const int BufferSize = 8 * 1024;

    readonly ArrayBufferWriter<byte> _output = new(BufferSize);
    Stream _stream = stream;
    byte[] _input = new byte[BufferSize];
    int _start;
    int _end;

    public WireProtocol Protocol { get; } = protocol;

    public bool IsEncrypted { get; private set; } = encrypted;

    public bool IsCompressed { get; private set; }

    /// <summary>Whether octets have arrived that were not read yet: the client pipelines.</summary>
    public bool HasInput => _end > _start;

    /// <summary>
    /// The next line without its CRLF (a bare LF ends one too), valid until the next read. What was written is sent first, unless more
    /// input is here already.
    /// </summary>
    /// <remarks>Of a line longer than <paramref name="limit"/> octets nothing is given out; it is skipped to its end.</remarks>
    public async ValueTask<WireLine> ReadLineAsync(int limit, CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var at = _input.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _input.AsMemory(_start, searched + at);
                _start += searched + at + 1;
                if (line.Length > limit) return WireLine.TooLong;
                return new(WireLineStatus.Complete, line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line);
            }

            searched = _end - _start;
            if (searched > limit)
            {
                await SkipLineAsync(cancellationToken).ConfigureAwait(false);
                return WireLine.TooLong;
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false)) return WireLine.Closed;
        }
    }

    /// <summary>Reads up to <paramref name="destination"/>'s length of octets; 0 where the client has gone.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false)) return 0;
        var count = Math.Min(destination.Length, _end - _start);
        _input.AsMemory(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }

    /// <summary>What has arrived, at least one octet; empty where the client has gone. It stays until it is consumed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false)) return default;
        return _input.AsMemory(_start, _end - _start);
    }

    /// <summary>Takes the first octets of what has arrived.</summary>
    public void Consume(int count) => _start += count;

    public void Write(ReadOnlySpan<byte> octets) => _output.Write(octets);

    /// <summary>Writes text in UTF-8.</summary>
    public void Write(string text) => Encoding.UTF8.GetBytes(text, _output);

    public void WriteLine(string text)
    {
        Write(text);
        _output.Write("\r\n"u8);
    }

    /// <summary>Sends what was written.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_output.WrittenCount == 0) return;
        await _stream.WriteAsync(_output.WrittenMemory, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _output.ResetWrittenCount();
    }

    /// <summary>Encrypts from here on. Input that came before is dropped: it was not protected (RFC 3501 §6.2.1).</summary>
    public async Task StartTlsAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _start = _end = 0;
        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken)
            .ConfigureAwait(false);
        IsEncrypted = true;
    }

    /// <summary>Compresses from here on (RFC 4978).</summary>
    public async Task StartDeflateAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream = new DuplexDeflateStream(_stream);
        IsCompressed = true;
    }

    public async ValueTask DisposeAsync() => await _stream.DisposeAsync().ConfigureAwait(false);

    async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = _input.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                _start += at + 1;
                return;
            }

            _start = _end = 0;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false)) return;
        }
    }

    async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_start > 0)
        {
            _input.AsSpan(_start, _end - _start).CopyTo(_input);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _input.Length) Array.Resize(ref _input, _input.Length * 2);
        var count = await _stream.ReadAsync(_input.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }
}
