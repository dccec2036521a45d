using MimeKit;

namespace AcMail;

/// <summary>
/// Gives MimeKit a message so that reading any has an end. A header ends where one of its fields becomes longer than any that somebody writes (some 10,000
/// recipients): MimeKit copies what it has of a field with every few bytes more, and would be busy for minutes with one of 60 MB. And the message ends where
/// what MimeKit keeps of its structure would fill the memory: a part of 7 bytes takes a hundred times that. What is read is disposed of by whoever opened it.
/// </summary>
sealed class MimeSource(Stream inner) : Stream
{
    const int Longest = 512 * 1024;

    // About what an entity and a header field take, in bytes.
    const int Entity = 4096, Line = 128;

    /// <summary>How MimeKit is to read it: as deep as anybody nests parts. It compares each line that begins with hyphens with the boundaries of all that are open.</summary>
    public static readonly ParserOptions Options = new() { MaxMimeDepth = 100 };

    long _kept;
    int _length, _breaks;
    bool _beginsLine, _isContent;

    /// <summary>How many bytes MimeKit may keep, about, of header fields, of entities and of what stands before and after them.</summary>
    public long Room { get; init; } = long.MaxValue;

    /// <summary>Whether the bytes are told as they are: the structure is known, and what is read now are parts.</summary>
    public bool IsExact { get; set; }

    /// <summary>MimeKit has read the header of an entity. Of what is content itself it keeps only where it stands.</summary>
    public void Begin(bool isContent)
    {
        _kept += Entity;
        _isContent = isContent;
    }

    /// <summary>MimeKit has read an entity.</summary>
    public void End() => _isContent = false;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        if (IsFull) return 0;
        var read = inner.Read(buffer);
        Shorten(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsFull) return 0;
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Shorten(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        (_length, _breaks, _beginsLine) = (0, 0, true);
        return inner.Seek(offset, origin);
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    bool IsFull => !IsExact && _kept > Room;

    // Lines of bodies are no fields, and it does no harm to break one: offsets stay, and the parser looks for boundaries only.
    void Shorten(Span<byte> bytes)
    {
        while (!IsExact && !bytes.IsEmpty)
        {
            // A line that begins with white space goes on with the field.
            if (_beginsLine && bytes[0] is not ((byte)' ' or (byte)'\t')) _length = 0;
            var line = bytes[..Math.Min(bytes.Length, Longest - _length)];
            if (_breaks > 0)
            {
                line = line[..1];
                line[0] = (byte)'\n';
            }

            var end = line.IndexOf((byte)'\n');
            if (end >= 0) line = line[..(end + 1)];
            _beginsLine = end >= 0;
            _length += line.Length;
            if (!_isContent) _kept += line.Length + Line;
            if (_breaks > 0) (_breaks, _length) = (_breaks - 1, 0);
            else if (_length == Longest) (_breaks, _length) = (2, 0);
            bytes = bytes[line.Length..];
        }
    }
}
