namespace AcMail.Sqlite;

/// <summary>A pack that this process has claimed and appends to. What is written becomes durable with <see cref="Flush"/>.</summary>
sealed class PackFile : IDisposable
{
    readonly FileLock _claim;
    readonly FileStream _stream;
    readonly byte[] _buffer;
    int _buffered;
    long _written;

    PackFile(int number, FileLock claim, FileStream stream, long committedLength, byte[] buffer)
    {
        (Number, _claim, _stream, _buffer) = (number, claim, stream, buffer);
        _written = CommittedLength = committedLength;
    }

    public int Number { get; }

    public long CommittedLength { get; private set; }

    public long Length => _written + _buffered;

    /// <summary>Opens a claimed pack; what lies beyond the committed length was never committed and is cut off.</summary>
    public static PackFile Open(AccountFiles files, int number, FileLock claim, long committedLength, byte[] buffer)
    {
        var path = files.Pack(number);
        var stream = PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            if (stream.Length < committedLength) throw StoreTexts.Truncated(path, committedLength, stream.Length);
            if (stream.Length > committedLength) stream.SetLength(committedLength);
            return new(number, claim, stream, committedLength, buffer);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _buffered) WriteBuffered();
        if (bytes.Length >= _buffer.Length)
        {
            RandomAccess.Write(_stream.SafeFileHandle, bytes, _written);
            _written += bytes.Length;
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    public void WriteBuffered()
    {
        if (_buffered == 0) return;
        RandomAccess.Write(_stream.SafeFileHandle, _buffer.AsSpan(0, _buffered), _written);
        _written += _buffered;
        _buffered = 0;
    }

    /// <summary>Takes back what was written beyond <paramref name="length"/>.</summary>
    public void Rewind(long length)
    {
        if (length < _written)
        {
            _buffered = 0;
            _written = length;
            RandomAccess.SetLength(_stream.SafeFileHandle, length);
        }

        _buffered = (int)(length - _written);
    }

    /// <summary>Returns when everything written is durable.</summary>
    public void Flush()
    {
        if (Length == CommittedLength) return;
        WriteBuffered();
        RandomAccess.FlushToDisk(_stream.SafeFileHandle);
    }

    public void Commit() => CommittedLength = Length;

    /// <summary>Cuts off what was not committed, as far as the disk lets us; opening the pack again does the same.</summary>
    public void CutBack()
    {
        _buffered = 0;
        try
        {
            RandomAccess.SetLength(_stream.SafeFileHandle, CommittedLength);
        }
        catch (IOException)
        {
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _claim.Dispose();
    }
}
