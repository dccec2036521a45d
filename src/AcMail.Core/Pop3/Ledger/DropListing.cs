namespace AcMail;

/// <summary>The maildrop of one session, as STAT, LIST and UIDL tell it (RFC 1939 §5, §7).</summary>
sealed class DropListing(IReadOnlyList<DropListingEntry> entries, bool isComplete = true)
{
    /// <summary>The messages in the order of their numbers.</summary>
    public IReadOnlyList<DropListingEntry> Entries => entries;

    /// <summary>Whether the three agree on how many messages there are. Only then does an absence mean anything.</summary>
    public bool IsComplete => isComplete;

    /// <summary>What names the messages; the empty name, where one has none, included.</summary>
    public IReadOnlySet<string> Names { get; } = entries.Select(e => e.UniqueId).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names that stand for several messages.</summary>
    public IEnumerable<string> DoubledNames() => Names.Count == Entries.Count
        ? []
        : Entries.CountBy(e => e.UniqueId, StringComparer.Ordinal).Where(c => c.Value > 1).Select(c => c.Key);
}

/// <summary>One message of a maildrop.</summary>
/// <param name="Index">Its number less one; valid in this session only.</param>
/// <param name="UniqueId">What names it: its unique-id, else a fingerprint; empty where it has neither.</param>
/// <param name="Size">Its size in octets, as the server says; 0 where it does not.</param>
readonly record struct DropListingEntry(int Index, string UniqueId, long Size)
{
    /// <summary>Whether it is known to be small enough.</summary>
    public bool FitsInMemory => Size is > 0 and <= ReceivedContent.MemoryLimit;
}
