using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AcMail;

/// <summary>A socket as a stream that reads ahead, keeps its time limits for asynchronous calls too, and remembers the server's first words.</summary>
/// <remarks>
/// A call that is cancelled or times out ends the connection: nobody could tell what was left unread. While there is nothing to read, no buffer is held:
/// most connections of many watched accounts are idle.
/// </remarks>
sealed class ServerStream(Socket socket, TimeSpan timeout) : Stream
{
    const int ReadAhead = 64 * 1024;

    readonly IoTimer _reading = new(), _writing = new();
    byte[] _buffer = [];
    int _start, _end;
    long _received;
    int _readTimeout = (int)timeout.TotalMilliseconds, _writeTimeout = (int)timeout.TotalMilliseconds;

    public Socket Socket { get; } = socket;

    /// <summary>The address that answered.</summary>
    public EndPoint? RemoteAddress { get; } = socket.RemoteEndPoint;

    /// <summary>The beginning of the first bytes received, as text.</summary>
    public string FirstWords { get; private set; } = "";

    /// <summary>After how many bytes reading fails (<see cref="InvalidDataException"/>): what talks on and on before anybody logs in is no mail server.</summary>
    public long MostBytes { get; set; } = long.MaxValue;

    /// <summary>Whether the server has closed the connection, as far as that can be seen without reading.</summary>
    /// <param name="speakingCounts">Unread input counts as well.</param>
    public bool HasHungUp(bool speakingCounts) => Socket.Poll(0, SelectMode.SelectRead) && (speakingCounts || Socket.Available == 0);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int ReadTimeout
    {
        get => _readTimeout;
        set => Socket.ReceiveTimeout = _readTimeout = value;
    }

    public override int WriteTimeout
    {
        get => _writeTimeout;
        set => Socket.SendTimeout = _writeTimeout = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end) Filled(SocketCalls.Receive(Socket, Rent()));
        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start < _end ? new(Take(buffer.Span)) : FillAsync(buffer, cancellationToken);

    async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (SocketCalls.Available(Socket) == 0)
        {
            Return();
            await ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
            // Whoever wants nothing wants to know when there is something.
            if (buffer.Length == 0) return 0;
        }

        Filled(await ReceiveAsync(Rent(), cancellationToken).ConfigureAwait(false));
        return Take(buffer.Span);
    }

    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _reading.RunAsync(
        Socket, static s => s.Stream.Socket.ReceiveAsync(s.Buffer, SocketFlags.None, s.Stream._reading.Token), (Stream: this, Buffer: buffer),
        _readTimeout, cancellationToken);

    byte[] Rent() => _buffer.Length > 0 ? _buffer : _buffer = ArrayPool<byte>.Shared.Rent(ReadAhead);

    void Return()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes) => Socket.SendAsync(bytes, SocketFlags.None, _writing.Token);

    void Filled(int count)
    {
        (_start, _end, _received) = (0, count, _received + count);
        if (_received > MostBytes) throw new InvalidDataException($"More than {MostBytes} bytes came before there was a session.");
        if (FirstWords.Length == 0) FirstWords = Encoding.Latin1.GetString(_buffer, 0, Math.Min(count, 128));
    }

    int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count) => SocketCalls.Send(Socket, buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => SocketCalls.Send(Socket, buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var sent = await _writing
                .RunAsync(Socket, static s => s.Stream.SendAsync(s.Bytes), (Stream: this, Bytes: buffer), _writeTimeout, cancellationToken)
                .ConfigureAwait(false);
            buffer = buffer[sent..];
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Socket.Dispose();
            _reading.Dispose();
            _writing.Dispose();
        }

        base.Dispose(disposing);
    }
}
