namespace AcMail;

/// <summary>Tells whether what is written to it is <paramref name="expected"/>, and keeps nothing of it.</summary>
sealed class ComparingStream(ReadOnlyMemory<byte> expected) : Stream
{
    int _position;
    bool _differs;

    /// <summary>Whether all of it was written, and nothing else.</summary>
    public bool IsSame => !_differs && _position == expected.Length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var rest = expected.Span[_position..];
        _differs |= !rest.StartsWith(buffer);
        _position += Math.Min(buffer.Length, rest.Length);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
