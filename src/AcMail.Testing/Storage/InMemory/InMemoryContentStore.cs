using AcMail.Storage;

namespace AcMail.Testing;

sealed class InMemoryContentStore(InMemoryMailStore store) : IContentStore
{
    public ValueTask<ContentKey> AppendAsync(ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return store.AppendAsync(content.ToArray(), origin, cancellationToken);
    }

    public async ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spool);
        ArgumentNullException.ThrowIfNull(origin);
        using var copy = new MemoryStream();
        spool.Position = 0;
        await spool.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return await store.AppendAsync(copy.ToArray(), origin, cancellationToken).ConfigureAwait(false);
    }

    public Stream CreateSpool()
    {
        store.ThrowIfClosed();
        return new MemoryStream();
    }

    public async ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default) =>
        new MemoryStream(await store.ReadContentAsync(key, cancellationToken).ConfigureAwait(false), writable: false);

    public ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return store.ReferAsync(content, origin, cancellationToken);
    }

    public ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
        string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        ArgumentNullException.ThrowIfNull(identities);
        return store.ReadAsync(state => state.FindContents(mailbox, uidValidity, identities), cancellationToken);
    }
}
