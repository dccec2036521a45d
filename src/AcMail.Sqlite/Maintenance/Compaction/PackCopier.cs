using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Copies records of one pack after the other to the end of a new one, on which nothing relies before it was read back.</summary>
sealed class PackCopier(AccountFiles files, SqliteDatabase database, long packSize) : IDisposable
{
    const int BufferSize = 1 << 20;

    readonly byte[] _buffer = new byte[BufferSize], _chunk = new byte[BufferSize / 4];
    readonly List<(ContentKey Key, ContentPlace Place)> _copied = [];
    PackFile? _target;

    public int Target => Current.Number;

    public long Length => Current.Length;

    PackFile Current => _target ?? throw new InvalidOperationException();

    /// <summary>Begins with another pack, of which at most <paramref name="length"/> bytes are copied.</summary>
    public void Begin(long length)
    {
        _copied.Clear();
        if (_target is { Length: > 0 } target && target.Length + length > packSize) Dispose();
        _target ??= PackClaims.ClaimEmpty(files, database, packSize, _buffer);
    }

    public void Keep(Stream pack, ScannedRecord found)
    {
        var (record, _, offset) = found;
        if (record.Kind == PackRecordKind.Content)
            _copied.Add((record.Key, new(Target, Length + record.PreambleLength, record.ContentLength)));
        pack.Position = offset - record.PreambleLength;
        for (var left = record.PreambleLength + record.StoredLength; left > 0;)
        {
            var read = pack.Read(_chunk, 0, (int)Math.Min(_chunk.Length, left));
            if (read == 0) throw new EndOfStreamException();
            Current.Write(_chunk.AsSpan(0, read));
            left -= read;
        }
    }

    /// <summary>Copies where content came from, and not its bytes.</summary>
    public void Refer(ScannedRecord found) => Current.Begin(PackRecordKind.Reference, found.Record.Key, found.Record.ContentLength, found.Origin);

    /// <summary>Makes the copies durable and reads them back: where each content is now, or nothing where the disk does not give out what it was given.</summary>
    public IReadOnlyList<(ContentKey Key, ContentPlace Place)>? Prove(CancellationToken cancellationToken)
    {
        Current.Flush();
        var path = files.Pack(Target);
        using var written = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var isWhole = true;
        var found = new PackScanner(written, path, Length, _ => isWhole = false, Current.CommittedLength).Read(cancellationToken)
            .Where(r => r.Record.Kind == PackRecordKind.Content)
            .Select(r => (r.Record.Key, new ContentPlace(Target, r.Offset, r.Record.ContentLength)));
        return found.SequenceEqual(_copied) && isWhole ? _copied : null;
    }

    /// <summary>The state is to name the copies.</summary>
    public void Seal() => Current.Seal();

    /// <summary>It does.</summary>
    public void Commit() => Current.Commit();

    /// <summary>Takes back what was not sealed.</summary>
    public void CutBack() => Current.CutBack();

    public void Dispose()
    {
        _target?.Dispose();
        _target = null;
    }
}
