using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The outbox table.</summary>
sealed class SqliteOutboxStore(AccountFiles files, StoreWriter writer, StoreReading reading, SenderLock sender) : IOutboxStore
{
    public const string OfMessage = $"{Entries} WHERE message_id=?1 AND is_remainder=0 ORDER BY state=4, id LIMIT 1";

    const string Entries =
        "SELECT id, state, message_id, sender, recipients, subject, queued_at, queued_offset, reply, holder, is_remainder FROM outbox";

    volatile bool _hasLookedBack;

    public ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return writer.CommitAsync(changes => changes.Enqueue(message, sender.Take()), cancellationToken);
    }

    public ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return writer.CommitAsync(changes => changes.TryEnqueueOnce(message, sender.Take()), cancellationToken);
    }

    public async ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default)
    {
        await LookBackAsync(cancellationToken).ConfigureAwait(false);
        var advanced = await writer.CommitAsync(changes => changes.TryAdvance(id, from, to, sender), cancellationToken).ConfigureAwait(false);
        if (advanced && from == OutboxState.Queued) await TryNoteAsync(id, isLast: !SenderLock.IsHeldIn(to)).ConfigureAwait(false);
        return advanced;
    }

    public async ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default)
    {
        await LookBackAsync(cancellationToken).ConfigureAwait(false);
        return await reading.RunAsync<IReadOnlyList<OutboxEntry>>(database => Read(database.Prepare($"{Entries} WHERE state <> 3 ORDER BY id")), cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask<OutboxEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        await LookBackAsync(cancellationToken).ConfigureAwait(false);
        var found = await reading.RunAsync(database => Read(database.Prepare(OfMessage).Bind(1, messageId)), cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) =>
        reading.RunAsync(
            database =>
            {
                using var rows = database.Prepare("SELECT sha256 FROM outbox JOIN content ON content.id=content_id WHERE outbox.id=?1")
                    .Bind(1, id).Open();
                return rows.Read() ? new ContentKey(rows.Blob(0)) : default(ContentKey?);
            },
            cancellationToken);

    /// <param name="id">What left.</param>
    /// <param name="isLast">Whether no other commit follows, as it does once something was sent: a pack is not left longer than the state says.</param>
    async ValueTask TryNoteAsync(long id, bool isLast)
    {
        try
        {
            var departure = await reading.RunAsync(database => Departure.Read(database, id), CancellationToken.None).ConfigureAwait(false);
            if (departure is { } known) await writer.Contents.NoteAsync(known).ConfigureAwait(false);
            if (isLast) await writer.CommitAsync(_ => true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MailException or ObjectDisposedException)
        {
            // It has left by the state, which is what counts unless that is put back; and the next commit tells what the disk does not take.
        }
    }

    /// <summary>Looks once, after the store was opened, whether its state was put back: what left the outbox since then does not wait in it.</summary>
    async ValueTask LookBackAsync(CancellationToken cancellationToken)
    {
        if (_hasLookedBack || files.IsReadOnly) return;
        var unheard = await reading.RunAsync(FindUnheard, cancellationToken).ConfigureAwait(false);
        if (unheard.Count > 0)
        {
            await writer.CommitAsync(
                changes =>
                {
                    unheard.ForEach(changes.Doubt);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }

        _hasLookedBack = true;
    }

    List<Departure> FindUnheard(SqliteDatabase database) =>
        [.. files.PackNumbers().SelectMany(n => PackTail.UnheardDepartures(files, n, PackClaims.CommittedLength(database, n), database))];

    List<OutboxEntry> Read(Statement statement)
    {
        var entries = new List<OutboxEntry>();
        using var rows = statement.Open();
        while (rows.Read())
        {
            var state = (OutboxState)rows.Int32(1);
            entries.Add(new(rows.Int64(0), state, rows.Text(2), rows.Text(3),
                rows.Text(4).Split('\n', StringSplitOptions.RemoveEmptyEntries), rows.Text(5),
                StoredDate.Restore(rows.Int64(6), rows.Int64(7)), rows.Text(8))
            {
                IsTakenByAnother = SenderLock.IsHeldIn(state) && sender.IsOther(rows.Text(9)), IsRemainder = rows.Int32(10) != 0,
            });
        }

        return entries;
    }
}
