using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Appends content, and knows what was appended since the last commit. Used under the store's lock.
/// </summary>
/// <remarks>
/// Tasks of one process share the tail of a pack. A commit makes all of it durable and names all of it, whoever appended it;
/// a failed write takes all of it back, and who appended it is told at its next commit.
/// </remarks>
sealed class PackWriter(AccountFiles files, Func<SqliteDatabase> database, long packSize) : IDisposable
{
    const int BufferSize = 1 << 20;

    readonly Dictionary<ContentKey, ContentPlace> _pending = [];
    readonly List<PackFile> _full = [];
    byte[]? _buffer;
    PackFile? _current;

    public IReadOnlyDictionary<ContentKey, ContentPlace> Pending => _pending;

    /// <summary>The packs that may have grown since the last commit.</summary>
    public IEnumerable<PackFile> Grown => (_current is null ? _full : _full.Append(_current)).Where(p => p.Length > p.CommittedLength);

    public void Append(ContentKey key, ReadOnlySpan<byte> content, ContentOrigin origin)
    {
        var pack = Begin(PackRecordKind.Content, key, content.Length, origin);
        var offset = pack.Length;
        pack.Write(content);
        _pending.Add(key, new(pack.Number, offset, content.Length));
    }

    public async ValueTask AppendAsync(ContentKey key, Stream content, ContentOrigin origin, CancellationToken cancellationToken)
    {
        var pack = Room();
        var start = pack.Length;
        try
        {
            Begin(PackRecordKind.Content, key, content.Length, origin);
            var offset = pack.Length;
            var chunk = new byte[BufferSize / 4];
            int read;
            while ((read = await content.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0) pack.Write(chunk.AsSpan(0, read));
            if (pack.Length != offset + content.Length) throw new EndOfStreamException();
            _pending.Add(key, new(pack.Number, offset, content.Length));
        }
        catch
        {
            // Half a record would hide those after it.
            pack.Rewind(start);
            throw;
        }
    }

    /// <summary>Notes that content that is held came from <paramref name="origin"/> too.</summary>
    public void AppendReference(ContentKey key, long length, ContentOrigin origin) => Begin(PackRecordKind.Reference, key, length, origin);

    /// <summary>Lets everything appended be read through the file system.</summary>
    public void WriteBuffered() => _current?.WriteBuffered();

    public void Flush()
    {
        foreach (var pack in Grown) pack.Flush();
    }

    /// <summary>The packs' lengths are in the database: what was pending is named there.</summary>
    public void Committed()
    {
        foreach (var pack in Grown) pack.Commit();
        Release(_full);
        _pending.Clear();
    }

    /// <summary>
    /// Takes back everything since the last commit. After a failed write or flush the kernel may have dropped what was written before,
    /// so none of it can be relied on.
    /// </summary>
    public void CutBack()
    {
        if (_current is not null) _full.Add(_current);
        _current = null;
        foreach (var pack in _full) pack.CutBack();
        Release(_full);
        _pending.Clear();
    }

    /// <summary>Gives the pack and the memory back until there is something to append, unless something waits to be committed.</summary>
    public bool TryRest()
    {
        if (Grown.Any() || _pending.Count > 0) return false;
        Dispose();
        (_current, _buffer) = (null, null);
        return true;
    }

    public void Dispose()
    {
        _current?.Dispose();
        Release(_full);
    }

    PackFile Begin(PackRecordKind kind, ContentKey key, long length, ContentOrigin origin)
    {
        var pack = Room();
        var record = new PackRecord(kind, OriginCodec.Measure(origin), length, key);
        const int small = 512;
        var preamble = record.PreambleLength <= small ? stackalloc byte[small] : new byte[record.PreambleLength];
        preamble = preamble[..record.PreambleLength];
        OriginCodec.Write(origin, preamble[PackRecord.FixedLength..]);
        record.Seal(preamble);
        pack.Write(preamble);
        return pack;
    }

    PackFile Room()
    {
        if (_current is not null && _current.Length >= packSize)
        {
            _current.WriteBuffered();
            _full.Add(_current);
            _current = null;
        }

        return _current ??= PackClaims.Claim(files, database(), packSize, _buffer ??= new byte[BufferSize]);
    }

    static void Release(List<PackFile> packs)
    {
        foreach (var pack in packs) pack.Dispose();
        packs.Clear();
    }
}
