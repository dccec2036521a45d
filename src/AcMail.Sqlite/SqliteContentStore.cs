using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Contents in packs.</summary>
sealed class SqliteContentStore(AccountFiles files, StoreWriter writer, StoreReading reading) : IContentStore
{
    public async ValueTask<ContentKey> AppendAsync(
        ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var key = ContentKey.Of(content.Span);
        await writer.Contents.AppendAsync(
            key, content.Length, origin,
            packs =>
            {
                packs.Append(key, content.Span, origin);
                return default;
            },
            cancellationToken).ConfigureAwait(false);
        return key;
    }

    public async ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spool);
        ArgumentNullException.ThrowIfNull(origin);
        // Read twice, so that the record is complete from its first byte on.
        spool.Position = 0;
        var key = await ContentKey.OfAsync(spool, cancellationToken).ConfigureAwait(false);
        spool.Position = 0;
        await writer.Contents.AppendAsync(key, spool.Length, origin, packs => packs.AppendAsync(key, spool, origin, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return key;
    }

    public Stream CreateSpool()
    {
        writer.ThrowIfDisposed();
        return StoreFaults.Guard(files.Spool, () => SpoolFile.Create(files));
    }

    public async ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default) =>
        await reading.RunAsync(database => PackSlice.TryOpen(files, database, key), cancellationToken).ConfigureAwait(false)
        ?? await writer.Contents.TryOpenAsync(key, cancellationToken).ConfigureAwait(false)
        ?? throw StoreTexts.ContentNotHeld(key.ToString());

    public ValueTask<IReadOnlyList<ContentKey>> GetUnindexedAsync(int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return reading.RunAsync<IReadOnlyList<ContentKey>>(database => ContentIndex.ReadUnindexed(database, limit), cancellationToken);
    }

    public ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return writer.Contents.ReferAsync(content, origin, cancellationToken);
    }

    public ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
        string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        ArgumentNullException.ThrowIfNull(identities);
        return reading.RunAsync<IReadOnlyList<HeldContent?>>(
            database => IdentityQueries.Find(database, mailbox, uidValidity, identities), cancellationToken);
    }
}
