namespace AcMail;

/// <summary>What changed after a revision.</summary>
/// <param name="Changes">
/// In the order of revisions. Within one, mailboxes appear before messages arrive, a message leaves one mailbox before it arrives in another, and
/// mailboxes disappear last.
/// </param>
/// <param name="Revision">How far this reaches: where to read on. It may be kept for as long as the store lasts.</param>
public sealed record ChangePage(IReadOnlyList<MailChange> Changes, long Revision)
{
    /// <summary>Whether there is more after <see cref="Revision"/>.</summary>
    public bool HasMore { get; init; }

    /// <summary>
    /// Whether the revision that was asked from is one that this store cannot tell the changes after: what was removed since is forgotten in part, or
    /// the store never gave that revision, or was rebuilt since. Everything has to be read anew then, and after it the changes since
    /// <see cref="Revision"/>, which is the present one.
    /// </summary>
    public bool IsBehind { get; init; }
}
