using AcMail.Storage;
using Microsoft.Win32.SafeHandles;

namespace AcMail.Sqlite;

/// <summary>A part of a file, read-only and seekable: the content of one message.</summary>
sealed class PackSlice(SafeFileHandle file, string path, long offset, long length) : Stream
{
    long _position;

    /// <summary>The content where the state says that it is, if it says so.</summary>
    public static PackSlice? TryOpen(AccountFiles files, SqliteDatabase database, ContentKey key)
    {
        while (ContentIndex.Find(database, key) is { } place)
        {
            var content = Open(files, place);
            // A compaction may have given the place up before it was opened; what is open can be read to its end.
            if (ContentIndex.Find(database, key) == place) return content;
            content.Dispose();
        }

        return null;
    }

    public static PackSlice Open(AccountFiles files, ContentPlace place)
    {
        var path = files.Pack(place.Pack);
        var file = StoreFaults.Guard(path, () => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return new(file, path, place.Offset, place.Length);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        if (wanted <= 0) return 0;
        var read = ReadFile(buffer[..wanted]);
        if (read == 0) throw StoreTexts.Truncated(path, offset + length, offset + _position);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => _position,
        SeekOrigin.End => length,
        _ => 0,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    int ReadFile(Span<byte> buffer)
    {
        try
        {
            return RandomAccess.Read(file, buffer, offset + _position);
        }
        catch (Exception e) when (StoreFaults.Translate(e, path) is { } known)
        {
            throw known;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
