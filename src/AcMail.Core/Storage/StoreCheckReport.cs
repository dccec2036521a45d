namespace AcMail.Storage;

/// <summary>What a check or a rebuild found.</summary>
/// <param name="Contents">The distinct message contents held.</param>
/// <param name="Messages">The messages in mailboxes.</param>
/// <param name="Bytes">The bytes of content read.</param>
/// <param name="Problems">What is wrong; empty for a sound replica.</param>
public sealed record StoreCheckReport(long Contents, long Messages, long Bytes, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>
    /// The distinct contents, whole on the disk, that the state does not know. What another process is storing is among them. Of what a crash left behind, that
    /// which the server has comes with a synchronisation; a rebuild brings back all of it, and what is missing in a state put back from a backup.
    /// </summary>
    public long UnknownContents { get; init; }

    /// <summary>
    /// The bytes of contents that no message, no outbox and no ledger names any more. <see cref="IStoreMaintenance.CompactAsync"/> gives them back.
    /// </summary>
    public long UnusedBytes { get; init; }
}
