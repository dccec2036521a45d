namespace AcMail;

/// <summary>The maildrop of one session, as STAT, LIST and UIDL tell it (RFC 1939 §5, §7).</summary>
/// <param name="Entries">The messages in the order of their numbers.</param>
/// <param name="IsComplete">Whether the three agree on how many messages there are. Only then does an absence mean anything.</param>
sealed record DropListing(IReadOnlyList<DropListingEntry> Entries, bool IsComplete = true);

/// <summary>One message of a maildrop.</summary>
/// <param name="Index">Its number less one; valid in this session only.</param>
/// <param name="UniqueId">What names it: its unique-id, else a fingerprint; empty where it has neither.</param>
/// <param name="Size">Its size in octets, as the server says; 0 where it does not.</param>
readonly record struct DropListingEntry(int Index, string UniqueId, long Size);
