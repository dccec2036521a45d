using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Puts contents where their origins say. Of two records for one place, the later counts.</summary>
sealed class PlacementRestorer(SqliteDatabase database)
{
    public const int BatchSize = 1000;

    readonly List<Restorable> _early = [];
    readonly ChangeWriter _changes = new(database);
    readonly Statement _hasContent = database.Prepare("SELECT id FROM content WHERE sha256=?1");
    readonly Statement _isFiled = database.Prepare("""
        SELECT 1 FROM message WHERE content_id=?1 AND uid_validity<=0 AND mailbox_id=(SELECT id FROM mailbox WHERE name=?2)
        """);

    readonly Statement _lastTransfer = database.Prepare("SELECT max(id) FROM transfer");
    bool _hasUniqueIds;
    bool _hasUids;

    /// <summary>What passed through the outbox, when it was stored, and how often it left; packs say nothing more about it.</summary>
    public Dictionary<ContentKey, (DateTimeOffset StoredAt, uint Departures)> Outbox { get; } = [];

    /// <summary>Whether messages came from a maildrop, and none from an IMAP server.</summary>
    public bool IsOfPop3 => _hasUniqueIds && !_hasUids;

    public void Grow(int pack, long length) => database.Transact(() => _changes.Contents.Grow(pack, length));

    public void Restore(Restorable[] batch) => _changes.Transact(() =>
    {
        foreach (var record in batch) Restore(record);
    });

    /// <summary>Places what referred to content in a later pack.</summary>
    public void Finish()
    {
        var late = _early.ToArray();
        foreach (var batch in late.Chunk(BatchSize)) Restore(batch);
    }

    void Restore(Restorable record)
    {
        var (found, origin, key) = (record.Found, record.Found.Origin, record.Found.Record.Key);
        if (found.Record.Kind == PackRecordKind.Content) _changes.Contents.Add(key, new(record.Pack, found.Offset, found.Record.ContentLength));
        if (Find(key) is not { } content)
        {
            _early.Add(record);
            return;
        }

        if (found.Record.Kind == PackRecordKind.Content) _changes.Contents.Describe(key, record.Headers);
        _hasUniqueIds |= origin.UniqueId.Length > 0;
        _hasUids |= origin is { Uid: > 0, Mailbox.Length: > 0 };
        if (origin.Mailbox.Length > 0) Place(content, key, record);
        else if (origin.UniqueId.Length == 0) Outbox[key] = (origin.InternalDate, Math.Max(Outbox.GetValueOrDefault(key).Departures, Departure.NumberOf(origin)));
        if (origin.UniqueId.Length > 0 && !origin.IsHeaderOnly) _changes.Apply(new DropEntryRecorded(Downloaded(record)));
    }

    // By which rule it was to leave the server is not known, so that it stays until somebody applies one.
    static DropEntry Downloaded(Restorable record) => new(record.Found.Origin.UniqueId, DropState.Downloaded)
    {
        Content = record.Found.Record.Key,
        DownloadedAt = record.Found.Origin.InternalDate,
        Date = record.Headers.Date,
    };

    void Place(long content, ContentKey key, Restorable record)
    {
        var origin = record.Found.Origin;
        if (origin.Uid > 0)
            _changes.Apply(new MessageAdded(
                origin.Mailbox, origin.UidValidity, origin.Uid, key, origin.Flags, 0, origin.InternalDate, record.Headers));
        else if (_isFiled.Bind(1, content).Bind(2, origin.Mailbox).Scalar() is null)
            File(key, origin, record.Arrived);
    }

    void File(ContentKey key, ContentOrigin origin, DateTimeOffset arrived)
    {
        _changes.Apply(new MessageFiled(origin.Mailbox, MailboxRole.None, key, origin.Flags, arrived, MessageHeaders.None)
        {
            IsUpload = origin.IsUpload,
        });
        // Whether the server has got it meanwhile, the next pass over its mailbox tells.
        if (origin.IsUpload) _changes.Apply(new TransfersAttempted([_lastTransfer.Scalar()!.Value], origin.Mailbox, 0, 0, Takes: false));
    }

    long? Find(ContentKey key) => _hasContent.Bind(1, key).Scalar();
}
