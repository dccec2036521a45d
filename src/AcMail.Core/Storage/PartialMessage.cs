namespace AcMail.Storage;

/// <summary>The message whose header alone is held.</summary>
/// <param name="UniqueId">What names it in the maildrop; in an IMAP account, its place.</param>
/// <param name="Size">The size of all of it, as the server says.</param>
public sealed record PartialMessage(string UniqueId, long Size);
