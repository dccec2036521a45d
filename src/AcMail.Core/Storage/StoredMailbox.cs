namespace AcMail.Storage;

/// <summary>A mailbox as committed.</summary>
/// <param name="Name">Its decoded name as listed.</param>
/// <param name="Delimiter">What separates its levels.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Selectable">Whether it can hold messages.</param>
/// <param name="Checkpoint">How far it has been synchronised; <see langword="null"/> where it never was, completely.</param>
/// <param name="Messages">How many messages are held.</param>
/// <param name="Unseen">How many of them lack <c>\Seen</c>.</param>
public sealed record StoredMailbox(
    string Name, char? Delimiter, MailboxRole Role, bool Selectable, MailboxCheckpoint? Checkpoint, int Messages, int Unseen)
{
    /// <summary>Its name on the server; <see langword="null"/> where it was created here and the server has not got it yet.</summary>
    public string? ServerName { get; init; } = Name;

    /// <summary>It as <see cref="ReplicaDetached"/> leaves it.</summary>
    internal StoredMailbox Detached => this with { ServerName = Name, Checkpoint = null, Placements = Messages, ObjectId = "" };

    /// <summary>How many messages of the server are known in it: those held, and those that were moved or deleted here and are still there.</summary>
    public int Placements { get; init; } = Messages;

    /// <summary>Whether it is subscribed to, as far as that is known.</summary>
    public bool IsSubscribed { get; init; }

    /// <summary>Its MAILBOXID (RFC 8474); empty where it is not known.</summary>
    public string ObjectId { get; init; } = "";
}
