using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>A pack that this process has claimed and appends to. What is written becomes durable with <see cref="Flush"/>.</summary>
sealed class PackFile : IDisposable
{
    const int WriteBackBytes = 8 * 1024 * 1024;

    readonly FileLock _claim;
    readonly FileStream _stream;
    readonly byte[] _buffer;
    int _buffered;
    long _sealed;
    long _uncut;
    long _written;
    long _writtenBack;
    Task _writingBack = Task.CompletedTask;

    PackFile(int number, FileLock claim, FileStream stream, long committedLength, byte[] buffer)
    {
        (Number, _claim, _stream, _buffer) = (number, claim, stream, buffer);
        _sealed = _uncut = _written = _writtenBack = CommittedLength = committedLength;
    }

    public int Number { get; }

    public long CommittedLength { get; private set; }

    public long Length => _written + _buffered;

    /// <summary>Opens a claimed pack; what lies beyond the committed length is cut off.</summary>
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

    /// <summary>Writes what precedes the bytes of a record, or stands alone where it has none.</summary>
    public void Begin(PackRecordKind kind, ContentKey key, long length, ContentOrigin origin)
    {
        var record = new PackRecord(kind, OriginCodec.Measure(origin), length, key);
        const int small = 512;
        var preamble = record.PreambleLength <= small ? stackalloc byte[small] : new byte[record.PreambleLength];
        preamble = preamble[..record.PreambleLength];
        OriginCodec.Write(origin, preamble[PackRecord.FixedLength..]);
        record.Seal(preamble);
        Write(preamble);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _buffered) WriteBuffered();
        if (bytes.Length >= _buffer.Length)
        {
            RandomAccess.Write(_stream.SafeFileHandle, bytes, _written);
            _written += bytes.Length;
            WriteBack();
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
        WriteBack();
    }

    /// <summary>Takes back what was written beyond <paramref name="length"/>.</summary>
    public void Rewind(long length)
    {
        if (length < _written)
        {
            _buffered = 0;
            _written = length;
            _writtenBack = Math.Min(_writtenBack, length);
            RandomAccess.SetLength(_stream.SafeFileHandle, length);
        }

        _buffered = (int)(length - _written);
    }

    /// <summary>Returns when everything written is durable.</summary>
    public void Flush()
    {
        if (Length == CommittedLength) return;
        WriteBuffered();
        _writingBack.GetAwaiter().GetResult();
        RandomAccess.FlushToDisk(_stream.SafeFileHandle);
        _writtenBack = _written;
    }

    /// <summary>A commit is to name what is durable so far.</summary>
    public void Seal() => _sealed = Length;

    /// <summary>What was sealed has been committed.</summary>
    public void Commit() => CommittedLength = _sealed;

    /// <summary>What was sealed has not been committed, by what this process knows: of a commit that failed the disk may have all.</summary>
    public void Unseal() => (_uncut, _sealed) = (_sealed, CommittedLength);

    /// <summary>Cuts off what no commit was to name so far, as far as the disk lets us; opening the pack again does the same.</summary>
    public void CutBack()
    {
        var length = Math.Max(_sealed, _uncut);
        (_written, _buffered) = (length, 0);
        try
        {
            RandomAccess.SetLength(_stream.SafeFileHandle, length);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>
    /// Has the disk begin with what was written, so that a commit finds little left to wait for. A failure is told by <see cref="Flush"/>:
    /// after it the kernel may have dropped the bytes.
    /// </summary>
    void WriteBack()
    {
        if (_written - _writtenBack < WriteBackBytes || !_writingBack.IsCompletedSuccessfully) return;
        _writtenBack = _written;
        var handle = _stream.SafeFileHandle;
        // A thread of its own: it waits for the disk, and the pool may have no more threads than those who fill the pack.
        _writingBack = Task.Factory.StartNew(
            () => RandomAccess.FlushToDisk(handle), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _claim.Dispose();
    }
}
