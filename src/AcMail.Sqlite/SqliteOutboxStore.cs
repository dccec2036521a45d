using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The outbox table.</summary>
sealed class SqliteOutboxStore(StoreWriter writer, StoreReading reading, SenderLock sender) : IOutboxStore
{
    public ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return writer.CommitAsync(changes => changes.Enqueue(message, sender.Take()), cancellationToken);
    }

    public ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default) =>
        writer.CommitAsync(changes => changes.TryAdvance(id, from, to, sender), cancellationToken);

    public ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default) =>
        reading.RunAsync<IReadOnlyList<OutboxEntry>>(ReadOpen, cancellationToken);

    public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) =>
        reading.RunAsync(
            database =>
            {
                using var rows = database.Prepare("SELECT sha256 FROM outbox JOIN content ON content.id=content_id WHERE outbox.id=?1")
                    .Bind(1, id).Open();
                return rows.Read() ? new ContentKey(rows.Blob(0)) : default(ContentKey?);
            },
            cancellationToken);

    List<OutboxEntry> ReadOpen(SqliteDatabase database)
    {
        var entries = new List<OutboxEntry>();
        using var rows = database.Prepare("""
            SELECT id, state, message_id, sender, recipients, subject, queued_at, queued_offset, reply, holder FROM outbox WHERE state <> 3 ORDER BY id
            """).Open();
        while (rows.Read())
        {
            var state = (OutboxState)rows.Int32(1);
            entries.Add(new(rows.Int64(0), state, rows.Text(2), rows.Text(3),
                rows.Text(4).Split('\n', StringSplitOptions.RemoveEmptyEntries), rows.Text(5),
                StoredDate.Restore(rows.Int64(6), rows.Int64(7)), rows.Text(8))
            {
                IsTakenByAnother = SenderLock.IsHeldIn(state) && sender.IsOther(rows.Text(9)),
            });
        }

        return entries;
    }
}
