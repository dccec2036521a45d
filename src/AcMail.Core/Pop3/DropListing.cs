namespace AcMail;

/// <summary>The maildrop of one session, as LIST and UIDL tell it (RFC 1939 §5, §7).</summary>
/// <param name="Entries">The messages in the order of their numbers.</param>
sealed record DropListing(IReadOnlyList<DropListingEntry> Entries);

/// <summary>One message of a maildrop.</summary>
/// <param name="Index">Its number less one; valid in this session only.</param>
/// <param name="UniqueId">Its unique-id.</param>
/// <param name="Size">Its size in octets, as the server says.</param>
readonly record struct DropListingEntry(int Index, string UniqueId, long Size);
