namespace AcMail;

/// <summary>A mailbox as it is held locally.</summary>
/// <param name="Name">Its name, decoded, as the server lists it, with all its parents; never normalised.</param>
/// <param name="Delimiter">What separates the levels of <paramref name="Name"/>; <see langword="null"/> for a flat name.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Selectable">Whether it can hold messages.</param>
/// <param name="Messages">How many messages are held.</param>
/// <param name="Unseen">How many of them lack <c>\Seen</c>.</param>
public sealed record MailboxInfo(string Name, char? Delimiter, MailboxRole Role, bool Selectable, int Messages, int Unseen)
{
    /// <summary>Whether it is subscribed to, as far as the server tells.</summary>
    public bool IsSubscribed { get; init; }
}
