namespace AcMail.Storage;

/// <summary>
/// A mailbox is created here; the server is told by a later pass. One that was deleted here and not yet there is back. Nothing happens where the name is taken,
/// here or on the server.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Delimiter">What separates the levels of its name.</param>
public sealed record MailboxCreated(string Name, char? Delimiter) : StoreChange
{
    /// <summary>What it is for.</summary>
    public MailboxRole Role { get; init; }

    /// <summary>Whether there is no server to tell.</summary>
    public bool IsLocalOnly { get; init; }
}

/// <summary>
/// A mailbox and those below it have other names here; the server is told by a later pass. Nothing happens where there is no such mailbox, where one of the new
/// names is taken, here or on the server, or where the new name lies below the old one.
/// </summary>
public sealed record MailboxRenamed(string Name, string NewName) : StoreChange
{
    /// <summary>Whether there is no server to tell.</summary>
    public bool IsLocalOnly { get; init; }
}

/// <summary>
/// A mailbox without messages is deleted here; the server is told by a later pass. Nothing happens where it holds any, and it is back with the first that
/// comes to it.
/// </summary>
public sealed record MailboxDiscarded(string Name) : StoreChange
{
    /// <summary>Whether there is no server to tell.</summary>
    public bool IsLocalOnly { get; init; }
}

/// <summary>
/// What was done here to a mailbox is taken back: it has the name that it has on the server. One that the server never had is unlisted, and the messages
/// that were moved there are where they were; only while it holds others that the server has not got, it stays.
/// </summary>
/// <param name="Mailbox">Its name on the server; for one that the server never had, its name here.</param>
public sealed record MailboxRestored(string Mailbox) : StoreChange;

/// <summary>A mailbox of the server, and those below it, have other names there. The names here follow, unless they were changed here.</summary>
public sealed record MailboxRelocated(string Mailbox, string NewName) : StoreChange;

/// <summary>A mailbox is subscribed to or not, by what was done here; the server is told by a later pass.</summary>
public sealed record SubscriptionChosen(string Name, bool Subscribed) : StoreChange
{
    /// <summary>Whether there is no server to tell.</summary>
    public bool IsLocalOnly { get; init; }
}

/// <summary>The server has a mailbox subscribed to or not, and what was chosen here is settled with it.</summary>
public sealed record SubscriptionSettled(string Mailbox, bool Subscribed) : StoreChange;
