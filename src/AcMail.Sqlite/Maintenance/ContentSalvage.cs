using AcMail.Storage;
using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite;

/// <summary>
/// Stores anew the contents whose bytes are sound and which a scan of the packs does not find, because what precedes them there is damaged. A former state that
/// can be read says where they are, what names them, and where they came from.
/// </summary>
sealed class ContentSalvage(AccountFiles files, SqliteDatabase former, SqliteDatabase rebuilt) : IDisposable
{
    const string Origins = """
        SELECT coalesce(b.server_name, b.name), m.uid_validity, m.uid, m.base_flags, m.base_keywords, m.internal_date, m.internal_offset, ''
          FROM message m JOIN mailbox b ON b.id=m.mailbox_id WHERE m.content_id=?1 AND m.uid_validity>0 AND m.header_of IS NULL
        UNION ALL SELECT coalesce(b.server_name, b.name), t.there_validity, t.there_uid, m.base_flags, m.base_keywords, m.internal_date, m.internal_offset, ''
          FROM message m JOIN transfer t ON t.message_id=m.id JOIN mailbox b ON b.id=t.there_mailbox WHERE m.content_id=?1 AND m.header_of IS NULL
        UNION ALL SELECT coalesce(b.server_name, b.name), 1, 0, m.local_flags, m.local_keywords, m.internal_date, m.internal_offset, ''
          FROM message m JOIN transfer t ON t.message_id=m.id JOIN mailbox b ON b.id=m.mailbox_id
          WHERE m.content_id=?1 AND m.uid_validity<0 AND m.header_of IS NULL AND t.there_mailbox IS NULL
        UNION ALL SELECT b.name, 0, 0, m.local_flags, m.local_keywords,
            ifnull(d.downloaded_at, m.internal_date), m.internal_offset, ifnull(d.unique_id, '')
          FROM message m JOIN mailbox b ON b.id=m.mailbox_id LEFT JOIN (SELECT * FROM drop_message WHERE content=?2 LIMIT 1) d ON true
          WHERE m.content_id=?1 AND m.uid_validity=0 AND m.header_of IS NULL
        UNION ALL SELECT 'INBOX', 0, 0, 0, '', downloaded_at, 0, unique_id
          FROM drop_message WHERE content=?2 AND NOT EXISTS(SELECT 1 FROM message WHERE content_id=?1)
        UNION ALL SELECT '', 0, 0, 0, '', internal_date, internal_offset, header_of FROM message WHERE content_id=?1 AND header_of IS NOT NULL
        UNION ALL SELECT '', 0, 0, 0, '', queued_at, queued_offset, '' FROM outbox WHERE content_id=?1
        """;

    const int BufferSize = 1 << 16;

    readonly Statement _origins = former.Prepare(Origins);
    readonly byte[] _buffer = new byte[BufferSize], _chunk = new byte[BufferSize];
    PackFile? _pack;

    /// <summary>Returns the number of the pack that was written, durably, or <see langword="null"/> where nothing was.</summary>
    public int? Run(CancellationToken cancellationToken)
    {
        try
        {
            using var rows = former.Prepare("SELECT id, sha256, pack, offset, length FROM content ORDER BY id").Open();
            while (rows.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (id, key, place) = (rows.Int64(0), new ContentKey(rows.Blob(1)), new ContentPlace(rows.Int32(2), rows.Int64(3), rows.Int64(4)));
                if (ContentIndex.Find(rebuilt, key) is null && ContentProof.Holds(files, place, key)) Store(key, place, ReadOrigins(id, key));
            }
        }
        catch (SqliteException)
        {
            // What was found of it is kept.
        }

        _pack?.Flush();
        return _pack?.Number;
    }

    public void Dispose() => _pack?.Dispose();

    List<ContentOrigin> ReadOrigins(long id, ContentKey key)
    {
        var origins = new List<ContentOrigin>();
        using var rows = _origins.Bind(1, id).Bind(2, key).Open();
        while (rows.Read())
        {
            origins.Add(new(
                rows.Text(0), (uint)rows.Int64(1), (uint)rows.Int64(2), MailFlags.Restore((SystemFlags)rows.Int32(3), rows.Text(4)),
                StoredDate.Restore(rows.Int64(5), rows.Int64(6)), rows.Text(7)));
        }

        return origins;
    }

    void Store(ContentKey key, ContentPlace place, List<ContentOrigin> origins)
    {
        if (origins.Count == 0) return;
        _pack ??= PackClaims.ClaimEmpty(files, rebuilt, long.MaxValue, _buffer);
        _pack.Begin(PackRecordKind.Content, key, place.Length, origins[0]);
        using (var content = PackSlice.Open(files, place))
        {
            int read;
            while ((read = content.Read(_chunk)) > 0) _pack.Write(_chunk.AsSpan(0, read));
        }

        foreach (var origin in origins.Skip(1)) _pack.Begin(PackRecordKind.Reference, key, place.Length, origin);
    }
}
