using System.Buffers;
using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail;

/// <summary>A received message's exact bytes, until the store has them: in a pooled buffer, or in a stream where it is large.</summary>
sealed class ReceivedContent : IDisposable
{
    /// <summary>A message above this size never sits whole in memory.</summary>
    public const int MemoryLimit = 1024 * 1024;

    const int HandleCost = MemoryLimit / 16;

    readonly Stream? _spool;
    readonly int _length;
    byte[]? _buffer;

    ReceivedContent(byte[] buffer, int length) => (_buffer, _length, Cost) = (buffer, length, buffer.Length);

    ReceivedContent(Stream spool, long cost) => (_spool, Cost) = (spool, cost);

    public long Length => _spool?.Length ?? _length;

    /// <summary>What it counts for among what may be in flight: the bytes of memory it occupies, or a file handle's worth of them.</summary>
    public long Cost { get; }

    /// <summary>Takes over a buffer rented from the shared pool.</summary>
    public static ReceivedContent InBuffer(byte[] rented, int length) => new(rented, length);

    /// <summary>Takes over a seekable stream on disk.</summary>
    public static ReceivedContent InSpool(Stream spool) => new(spool, HandleCost);

    /// <summary>Takes over a seekable stream that holds its bytes in memory; small ones are put together, which is cheaper to read.</summary>
    public static ReceivedContent InMemoryStream(Stream stream)
    {
        if (stream.Length > MemoryLimit) return new(stream, stream.Length);
        using (stream)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Max((int)stream.Length, 1));
            stream.Position = 0;
            return new(buffer, stream.ReadAtLeast(buffer, (int)stream.Length, throwOnEndOfStream: false));
        }
    }

    public MessageHeaders ParseHeaders() => Parse(HeaderParser.Parse);

    /// <summary>When it came, by its header.</summary>
    /// <param name="downloaded">The time.</param>
    /// <param name="isBehind">Whether that is known to be too early.</param>
    public DateTimeOffset ParseArrival(DateTimeOffset downloaded, bool isBehind) => Parse(head => ArrivalDate.Of(head, downloaded, isBehind));

    T Parse<T>(Func<ArraySegment<byte>, T> parse)
    {
        if (_spool is null) return parse(new(_buffer!, 0, _length));
        var head = ArrayPool<byte>.Shared.Rent(HeaderParser.Window);
        try
        {
            _spool.Position = 0;
            return parse(new(head, 0, _spool.ReadAtLeast(head.AsSpan(0, HeaderParser.Window), HeaderParser.Window, false)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    public ValueTask<ContentKey> AppendToAsync(IContentStore store, ContentOrigin origin, CancellationToken cancellationToken)
    {
        if (_spool is null) return store.AppendAsync(_buffer.AsMemory(0, _length), origin, cancellationToken);
        _spool.Position = 0;
        return store.AppendSpoolAsync(_spool, origin, cancellationToken);
    }

    public bool HasSameBytes(ReceivedContent other) => Length == other.Length && ReadKey() == other.ReadKey();

    /// <summary>What names its bytes.</summary>
    public ContentKey ReadKey()
    {
        if (_spool is null) return ContentKey.Of(_buffer.AsSpan(0, _length));
        _spool.Position = 0;
        return new(SHA256.HashData(_spool));
    }

    /// <summary>What names its header, as a server gives it out alone. One that is longer than what is parsed is not known by it.</summary>
    public ContentKey ReadHeaderKey() => Parse(head =>
        head.AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var end ? ContentKey.Of(head.AsSpan(0, end + 4)) : ContentKey.Of(head));

    public void Dispose()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _spool?.Dispose();
    }
}
