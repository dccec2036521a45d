namespace AcMail;

/// <summary>What is done to mailboxes of the server.</summary>
enum MailboxCommandKind
{
    /// <summary>CREATE; many mail programs show only what is subscribed to, so that SUBSCRIBE follows.</summary>
    Create,

    /// <summary>RENAME, which takes those below along.</summary>
    Rename,

    /// <summary>SUBSCRIBE or UNSUBSCRIBE.</summary>
    Subscribe,
}

/// <summary>One command about a mailbox.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Name">The mailbox, by its name on the server once the commands before have been played.</param>
/// <param name="NewName">The name that it gets, for a rename.</param>
/// <param name="Delimiter">What separates the levels of its names.</param>
/// <param name="Subscribed">Whether it is subscribed to, for a subscription; for a creation, whether that follows, since nobody chose about it here.</param>
sealed record MailboxCommand(MailboxCommandKind Kind, string Name, string? NewName, char? Delimiter, bool Subscribed)
{
    /// <summary>Whether it is subscribed to since it was created: where the server refuses that, nobody asked for it.</summary>
    public bool IsImplied { get; init; }
}
