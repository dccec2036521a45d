using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Whose maildrop the ledger is of. Unique-ids name messages in one maildrop only (RFC 1939 §7): in another one, a known name and size may be those of a
/// message that nobody here has seen. Pure.
/// </summary>
static class MaildropOwner
{
    public static string Of(MailEndpoint incoming) => $"{incoming.UserName}@{incoming.Host.ToUpperInvariant()}";

    /// <summary>
    /// What is known to <paramref name="owner"/>: where the ledger is of another's maildrop, perhaps the same one by a new name, each message has to be proven
    /// to be the one that is held.
    /// </summary>
    public static StoredMaildrop Claim(StoredMaildrop maildrop, string owner)
    {
        var state = maildrop.State with { Owner = owner };
        return maildrop.State.Owner is null || maildrop.State.Owner == owner
            ? maildrop with { State = state }
            : new(state, [.. maildrop.Entries.Select(e => e with { Doubtful = true })]);
    }

    /// <summary>What writes a claim down, all at once; nothing where the ledger was the owner's, or nobody's.</summary>
    public static IReadOnlyList<StoreChange> Changes(StoredMaildrop former, StoredMaildrop claimed) =>
        former.State.Owner is null || former.State.Owner == claimed.State.Owner
            ? []
            : [.. claimed.Entries.Select(e => new DropEntryRecorded(e)), new MaildropObserved(claimed.State)];
}
