using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>What is durable and a commit is to name: the packs that grew, with their lengths, and the contents appended to them.</summary>
sealed record PackSeal(IReadOnlyList<(int Number, long Length)> Packs, IReadOnlyDictionary<ContentKey, ContentPlace> Contents);
