using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Whose maildrop the ledger is of. Unique-ids name messages in one maildrop only (RFC 1939 §7): in another one, a known name and size may be those of a
/// message that nobody here has seen. Pure.
/// </summary>
static class MaildropOwner
{
    /// <summary>
    /// The entries as they are known to <paramref name="owner"/>: where the ledger is of another's maildrop, perhaps the same one by a new name, each message has
    /// to be proven to be the one that is held.
    /// </summary>
    public static IReadOnlyList<DropEntry> Entries(StoredMaildrop maildrop, string owner) =>
        IsAnothers(maildrop.State, owner) ? [.. maildrop.Entries.Select(e => e with { Doubtful = true })] : maildrop.Entries;

    /// <summary>What writes down, all at once, that the ledger is the owner's from now on; nothing where it was, or nobody's.</summary>
    public static IReadOnlyList<StoreChange> Claim(StoredMaildrop maildrop, string owner) => IsAnothers(maildrop.State, owner)
        ? [.. Entries(maildrop, owner).Select(e => new DropEntryRecorded(e)), new MaildropObserved(maildrop.State with { Owner = owner })]
        : [];

    public static bool IsAnothers(MaildropState state, string owner) => state.Owner is { } former && former != owner;
}
