namespace AcMail;

/// <summary>What is done to mailboxes of the server.</summary>
enum MailboxCommandKind
{
    /// <summary>CREATE.</summary>
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
/// <param name="Subscribed">Whether it is subscribed to, for a subscription.</param>
sealed record MailboxCommand(MailboxCommandKind Kind, string Name, string? NewName, char? Delimiter, bool Subscribed);
