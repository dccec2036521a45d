using AcMail.Storage;

namespace AcMail.Core.Tests.Support;

/// <summary>Contents of which nothing is kept but what is being received.</summary>
sealed class SpoolingOnly(Func<Stream> create) : IContentStore
{
    public ValueTask<IReadOnlyList<ContentKey>> GetUnindexedAsync(int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ContentKey> AppendAsync(ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Stream CreateSpool() => create();

    public ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
        string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
