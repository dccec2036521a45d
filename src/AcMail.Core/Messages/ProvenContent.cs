using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail;

/// <summary>
/// The bytes of a message, held against their hash as they are read from the first to the last. The read that would complete other bytes than those that were
/// received fails in place of returning; made again, it returns them.
/// </summary>
sealed class ProvenContent(Stream content, ContentKey key, long message) : Stream
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long _hashed;

    /// <summary>Whether the last read failed because the bytes are others.</summary>
    public bool IsRefuted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => content.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        Prove(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Prove(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    void Prove(ReadOnlySpan<byte> read)
    {
        IsRefuted = false;
        var (begin, end) = (content.Position - read.Length, content.Position);
        // What was read before, or lies behind something that was not, proves nothing new.
        if (begin > _hashed || end <= _hashed) return;
        _hash.AppendData(read[(int)(_hashed - begin)..]);
        _hashed = end;
        if (end < content.Length || new ContentKey(_hash.GetHashAndReset()) == key) return;
        IsRefuted = true;
        content.Position = begin;
        throw new MailException(ReplicaFailures.Damaged(message));
    }
}
