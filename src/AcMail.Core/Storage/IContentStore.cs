namespace AcMail.Storage;

/// <summary>The exact bytes of messages, each kept once under its SHA-256.</summary>
/// <remarks>
/// Appended content becomes durable with the next <see cref="IMailStore.CommitAsync"/> that begins; more may be appended while it is under way. Content that no
/// commit followed may be gone after a crash, and is then not named anywhere; until then it can be read through the store that appended it.
/// </remarks>
public interface IContentStore
{
    /// <summary>Adds a message held in memory. What is already there is not stored twice, unless its bytes are damaged.</summary>
    ValueTask<ContentKey> AppendAsync(ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default);

    /// <summary>Adds a message from <paramref name="spool"/>, read from its beginning to its end.</summary>
    ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default);

    /// <summary>Notes that content that is held came from <paramref name="origin"/> as well, without its bytes. Where it is not held, nothing happens.</summary>
    ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default);

    /// <summary>A temporary file beside the store for a message too large for memory; it disappears with the stream or the process.
    /// Its faults are <see cref="MailException"/>s of the storage kinds.</summary>
    Stream CreateSpool();

    /// <summary>The bytes named <paramref name="key"/>, as a seekable stream.</summary>
    /// <exception cref="MailException"><see cref="MailErrorKind.MessageNotFound"/>, or one of the storage kinds.</exception>
    ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default);

    /// <summary>The committed contents that no <see cref="BodyTextIndexed"/> told of yet, in the order in which they came, at most so many.</summary>
    ValueTask<IReadOnlyList<ContentKey>> GetUnindexedAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// The committed content of each of <paramref name="identities"/>, in their order, whether a mailbox holds it or not. By EMAILID, else by Message-ID with
    /// size and date, a whole message before a header; <see langword="null"/> where none or several fit. Sizes always have to agree.
    /// </summary>
    /// <param name="mailbox">The mailbox that <see cref="HeldContent.Room"/> is about.</param>
    /// <param name="uidValidity">Its UIDVALIDITY.</param>
    /// <param name="identities">What is looked for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
        string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default);
}
