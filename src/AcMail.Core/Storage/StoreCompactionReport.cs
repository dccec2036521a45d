namespace AcMail.Storage;

/// <summary>What a compaction gave back.</summary>
/// <param name="Contents">The distinct contents that nothing named any more.</param>
/// <param name="Bytes">By how much less the replica takes on the disk.</param>
/// <param name="Problems">What was left as it is, since not all of it can be read or is known.</param>
public sealed record StoreCompactionReport(long Contents, long Bytes, IReadOnlyList<StoreProblem> Problems);
