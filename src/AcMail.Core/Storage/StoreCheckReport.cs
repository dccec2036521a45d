namespace AcMail.Storage;

/// <summary>What a check or a rebuild found.</summary>
/// <param name="Contents">The distinct message contents held.</param>
/// <param name="Messages">The messages in mailboxes.</param>
/// <param name="Bytes">The bytes of content read.</param>
/// <param name="Problems">What is wrong; empty for a sound replica.</param>
public sealed record StoreCheckReport(long Contents, long Messages, long Bytes, IReadOnlyList<StoreProblem> Problems);
