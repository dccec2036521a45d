namespace AcMail;

/// <summary>A mailbox as a server lists it.</summary>
/// <param name="Name">Its decoded name.</param>
/// <param name="Delimiter">What separates its levels.</param>
/// <param name="Role">The server's word on what it is for.</param>
/// <param name="Selectable">Whether it can hold messages.</param>
sealed record ListedMailbox(string Name, char? Delimiter, MailboxRole Role, bool Selectable)
{
    /// <summary>Whether the server says that it is subscribed to.</summary>
    public bool Subscribed { get; init; }

    /// <summary>Its MAILBOXID (RFC 8474), which it keeps when it is renamed; empty where it was not told.</summary>
    public string ObjectId { get; init; } = "";
}
