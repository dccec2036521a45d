namespace AcMail.Testing;

/// <summary>A name in the hierarchy of a user's mailboxes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Mailbox">The mailbox of that name; <see langword="null"/> where it is only a level above others, or subscribed to.</param>
/// <param name="IsSubscribed">Whether it is subscribed to.</param>
/// <param name="HasChildren">Whether there are mailboxes below it.</param>
sealed record ListedName(string Name, ServerMailbox? Mailbox, bool IsSubscribed, bool HasChildren)
{
    /// <summary>Whether LIST shows it: a name that is only subscribed to is not there.</summary>
    public bool IsThere => Mailbox is not null || HasChildren;

    public bool IsSelectable => Mailbox is { IsSelectable: true };
}
