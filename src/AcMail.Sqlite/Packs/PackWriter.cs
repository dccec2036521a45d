using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>
/// Appends content, and knows what was appended since the last commit. Used under the lock of the packs.
/// </summary>
/// <remarks>
/// Tasks of one process share the tail of a pack. A commit makes all of it durable and names all of it, whoever appended it. It seals what it names, and
/// more can be appended while it is under way. A failed write takes back what is not sealed, and who appended it is told at its next commit.
/// </remarks>
/// <param name="files">Where the packs are.</param>
/// <param name="newest">A database that shows the newest lengths of packs.</param>
/// <param name="packSize">How large a pack may grow.</param>
sealed class PackWriter(AccountFiles files, Func<SqliteDatabase> newest, long packSize) : IDisposable
{
    const int BufferSize = 1 << 20;

    readonly List<PackFile> _full = [];
    Dictionary<ContentKey, ContentPlace> _pending = [];
    Dictionary<ContentKey, ContentPlace> _sealed = [];
    byte[]? _buffer;
    PackFile? _current;

    IEnumerable<PackFile> Packs => _current is null ? _full : _full.Append(_current);

    IEnumerable<PackFile> Grown => Packs.Where(p => p.Length > p.CommittedLength);

    /// <summary>Where content is that was appended and that no finished commit named.</summary>
    public ContentPlace? Find(ContentKey key) =>
        _pending.TryGetValue(key, out var place) || _sealed.TryGetValue(key, out place) ? place : null;

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

    /// <summary>Makes what was appended durable, for a commit to name.</summary>
    public PackSeal Seal()
    {
        List<PackFile> grown = [.. Grown];
        foreach (var pack in grown) pack.Flush();
        foreach (var pack in grown) pack.Seal();
        (_sealed, _pending) = (_pending, []);
        return new([.. grown.Select(p => (p.Number, p.Length))], _sealed);
    }

    /// <summary>What was sealed is named in the database.</summary>
    public void Committed()
    {
        foreach (var pack in Packs) pack.Commit();
        _sealed = [];
        ReleaseWhole();
    }

    /// <summary>What was sealed is not: it is durable, and the next commit names it.</summary>
    public void NotCommitted()
    {
        foreach (var pack in Packs) pack.Unseal();
        foreach (var (key, place) in _sealed) _pending.Add(key, place);
        _sealed = [];
    }

    /// <summary>
    /// Takes back everything since the last commit, but what one that is under way has sealed. After a failed write or flush the kernel may have dropped what
    /// was written before, so none of it can be relied on.
    /// </summary>
    public void CutBack()
    {
        if (_current is not null) _full.Add(_current);
        _current = null;
        foreach (var pack in _full) pack.CutBack();
        _pending.Clear();
        ReleaseWhole();
    }

    /// <summary>Gives the pack and the memory back until there is something to append, unless something waits to be committed.</summary>
    public bool TryRest()
    {
        if (Grown.Any() || _pending.Count + _sealed.Count > 0) return false;
        Dispose();
        (_current, _buffer) = (null, null);
        return true;
    }

    /// <summary>Lets go of everything; what no commit was to name is cut off, as nobody can name it any more.</summary>
    public void Dispose()
    {
        foreach (var pack in Packs)
        {
            if (pack.Length > pack.CommittedLength) pack.CutBack();
            pack.Dispose();
        }

        _full.Clear();
    }

    PackFile Begin(PackRecordKind kind, ContentKey key, long length, ContentOrigin origin)
    {
        var pack = Room();
        pack.Begin(kind, key, length, origin);
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

        return _current ??= PackClaims.Claim(files, newest(), packSize, _buffer ??= new byte[BufferSize]);
    }

    /// <summary>Lets go of the packs that nothing is appended to any more, once all that they hold is committed.</summary>
    void ReleaseWhole()
    {
        foreach (var pack in _full.Where(p => p.Length == p.CommittedLength)) pack.Dispose();
        _full.RemoveAll(p => p.Length == p.CommittedLength);
    }
}
