using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Writes what is known of contents: where they are, and their headers.</summary>
sealed class ContentWriter(SqliteDatabase database)
{
    readonly Dictionary<ContentKey, (long Id, long Length)> _fresh = [];
    readonly List<(long Content, MessageHeaders Headers)> _described = [], _related = [];
    readonly List<(long Content, BodyTextIndexed Body)> _read = [];
    readonly Statement _find = database.Prepare("SELECT id FROM content WHERE sha256=?1");
    readonly Statement _add = database.Prepare(
        "INSERT INTO content(sha256, pack, offset, length) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(sha256) DO NOTHING");
    readonly Statement _replace = database.Prepare("UPDATE content SET pack=?2, offset=?3 WHERE sha256=?1");
    readonly Statement _grow = database.Prepare(
        "INSERT INTO pack(id, committed_length) VALUES(?1, ?2) ON CONFLICT(id) DO UPDATE SET committed_length=?2");
    readonly Statement _describe = database.Prepare("""
        INSERT INTO header(content_id, subject, sender, recipients, copies, date, date_offset, message_id, refs)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(content_id) DO NOTHING
        """);
    readonly Statement _length = database.Prepare("SELECT length FROM content WHERE id=?1");
    readonly IdentityWriter _identities = new(database);
    readonly Statement _relate = database.Prepare("INSERT INTO thread_search(rowid, keys) VALUES(?1, ?2)");
    readonly Statement _index = database.Prepare(
        "INSERT INTO header_search(rowid, subject, sender, recipients, copies) VALUES(?1, ?2, ?3, ?4, ?5)");
    readonly Statement _indexBody = database.Prepare(
        "INSERT INTO body_search(rowid, subject, sender, recipients, copies, text) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    readonly Statement _markRead = database.Prepare("UPDATE content SET indexed=?2 WHERE id=?1 AND indexed=?3");
    readonly Statement _refer = database.Prepare("UPDATE header SET refs=?2 WHERE content_id=?1 AND refs IS NULL");

    /// <summary>The contents that the transaction names, each as often as it does.</summary>
    public List<ContentKey> Named { get; } = [];

    public void Begin()
    {
        Named.Clear();
        _fresh.Clear();
        _described.Clear();
        _related.Clear();
        _read.Clear();
    }

    /// <summary>Indexes what was described, in one go: FTS5 writes out what it gathered whenever other statements interleave.</summary>
    public void Finish()
    {
        foreach (var (content, headers) in _related)
            _relate.Bind(1, content).Bind(2, ThreadTokens.ToText(ThreadKeys.Of(headers))).Execute();
        foreach (var (content, headers) in _described)
            _index.Bind(1, content).Bind(2, headers.Subject).Bind(3, headers.From).Bind(4, headers.To).Bind(5, headers.Cc).Execute();
        foreach (var (content, body) in _read)
        {
            _indexBody.Bind(1, content).Bind(2, SearchFolding.Fold(body.Headers.Subject)).Bind(3, SearchFolding.Fold(body.Headers.From))
                .Bind(4, SearchFolding.Fold(body.Headers.To)).Bind(5, SearchFolding.Fold(body.Headers.Cc)).Bind(6, SearchFolding.Fold(body.Text)).Execute();
        }
    }

    public void Add(ContentKey key, ContentPlace place)
    {
        if (_add.Bind(1, key).Bind(2, place.Pack).Bind(3, place.Offset).Bind(4, place.Length).Execute() > 0)
            _fresh[key] = (database.LastId, place.Length);
        else
            // The copy held was damaged, or another process stored the same message meanwhile: the newest is as good.
            _replace.Bind(1, key).Bind(2, place.Pack).Bind(3, place.Offset).Execute();
    }

    public void Grow(int pack, long committedLength) => _grow.Bind(1, pack).Bind(2, committedLength).Execute();

    public long Find(ContentKey key)
    {
        Named.Add(key);
        return TryFind(key) ?? throw StoreTexts.ContentLost(key.ToString());
    }

    long? TryFind(ContentKey key) => _fresh.TryGetValue(key, out var fresh) ? fresh.Id : _find.Bind(1, key).Scalar();

    /// <summary>Records the headers of a content, which never change, and returns its id.</summary>
    public long Describe(ContentKey key, MessageHeaders headers) => Describe(key, headers, out _);

    /// <summary>The same; <paramref name="isNew"/> says that nobody described it before, so that no message has it.</summary>
    public long Describe(ContentKey key, MessageHeaders headers, out bool isNew)
    {
        var id = Find(key);
        var added = _describe.Bind(1, id).Bind(2, headers.Subject).Bind(3, headers.From).Bind(4, headers.To).Bind(5, headers.Cc)
            .Bind(6, headers.Date?.UtcTicks).Bind(7, headers.Date?.TotalOffsetMinutes).Bind(8, headers.MessageId).Bind(9, headers.References).Execute();
        isNew = added > 0;
        if (!isNew) return id;
        _described.Add((id, headers));
        _related.Add((id, headers));
        return id;
    }

    /// <summary>Indexes the text of a content, once, and relates what a former version did not.</summary>
    /// <returns>Its id, where it is now known that something is attached.</returns>
    public long? Index(BodyTextIndexed body)
    {
        if (TryFind(body.Content) is not { } id) return null;
        var isUnread = MarkRead(id, body, Schema.Unread);
        if (isUnread) _read.Add((id, body));
        if (_refer.Bind(1, id).Bind(2, body.Headers.References).Execute() > 0) _related.Add((id, body.Headers));
        return (isUnread || MarkRead(id, body, Schema.ReadBefore)) && body.HasAttachments ? id : null;
    }

    bool MarkRead(long id, BodyTextIndexed body, int before) =>
        _markRead.Bind(1, id).Bind(2, body.HasAttachments ? Schema.ReadWithAttachments : Schema.ReadAlone).Bind(3, before).Execute() > 0;

    /// <summary>Records by what a content is found again.</summary>
    /// <param name="key">What names it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="wholeSize">The size of the whole, where it is only a header.</param>
    /// <param name="emailId">EMAILID.</param>
    /// <param name="messageId">Message-ID.</param>
    /// <param name="internalDate">INTERNALDATE.</param>
    public void Identify(ContentKey key, long id, long? wholeSize, string emailId, string messageId, DateTimeOffset internalDate)
    {
        if (emailId.Length == 0 && messageId.Length == 0) return;
        var size = wholeSize ?? (_fresh.TryGetValue(key, out var fresh) ? fresh.Length : _length.Bind(1, id).Scalar() ?? 0);
        _identities.Add(id, new(emailId, messageId, size, internalDate), wholeSize is not null);
    }
}
