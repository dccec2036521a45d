using System.Buffers;
using AcMail.Storage;

namespace AcMail;

/// <summary>What a literal is written into while it arrives; <see cref="Take"/> hands the bytes over.</summary>
sealed class ReceivingStream : Stream
{
    Stream? _spool;
    byte[]? _buffer;
    int _length;

    public ReceivingStream(int expectedLength, IContentStore content)
    {
        if (expectedLength > ReceivedContent.MemoryLimit) _spool = content.CreateSpool();
        else _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expectedLength, 1));
    }

    ReceivingStream(Stream? spool, byte[]? buffer, int length) => (_spool, _buffer, _length) = (spool, buffer, length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _spool?.Length ?? _length;

    /// <summary>Rewinding is accepted and without effect: MailKit does it before handing the stream over.</summary>
    public override long Position
    {
        get => Length;
        set => ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
    }

    /// <summary>What was written, where it is in memory; of a large literal nothing.</summary>
    public ReadOnlySpan<byte> InMemory => _buffer is null ? default : _buffer.AsSpan(0, _length);

    /// <summary>Hands over what was written; afterwards disposing of this stream frees nothing.</summary>
    public ReceivedContent Take()
    {
        var content = _spool is not null ? ReceivedContent.InSpool(_spool)
            : _buffer is not null ? ReceivedContent.InBuffer(_buffer, _length)
            : throw new InvalidOperationException("The content was already taken.");
        (_spool, _buffer) = (null, null);
        return content;
    }

    /// <summary>Another stream with what was written; afterwards disposing of this one frees nothing.</summary>
    public ReceivingStream Move()
    {
        var moved = new ReceivingStream(_spool, _buffer, _length);
        (_spool, _buffer, _length) = (null, null, 0);
        return moved;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_spool is not null)
        {
            _spool.Write(buffer);
            return;
        }

        if (_length + buffer.Length > _buffer!.Length) Grow(_length + buffer.Length);
        buffer.CopyTo(_buffer.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
            _spool?.Dispose();
        }

        (_spool, _buffer) = (null, null);
        base.Dispose(disposing);
    }

    void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(needed);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer!);
        _buffer = larger;
    }
}
