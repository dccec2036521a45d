namespace AcMail.Storage;

/// <summary>Where content came from. It is kept beside the bytes, so that the replica can be rebuilt from them alone.</summary>
/// <param name="Mailbox">The mailbox it was received for; empty for a message in the outbox.</param>
/// <param name="UidValidity">The mailbox's UIDVALIDITY; 0 for a local mailbox.</param>
/// <param name="Uid">The message's UID; 0 where the store assigns it.</param>
/// <param name="Flags">The flags it had.</param>
/// <param name="InternalDate">When the server received it.</param>
/// <param name="UniqueId">The maildrop's unique-id (UIDL), what <see cref="PartialMessage.UniqueId"/> says, or empty.</param>
public sealed record ContentOrigin(
    string Mailbox, uint UidValidity, uint Uid, MailFlags Flags, DateTimeOffset InternalDate, string UniqueId)
{
    /// <summary>
    /// Whether the content is only the header of a message, which its origin says by naming a unique-id and no mailbox. A rebuild passes it over, so
    /// that nothing takes it for the whole.
    /// </summary>
    public bool IsHeaderOnly => Mailbox.Length == 0 && UniqueId.Length > 0;

    /// <summary>Whether the message was made here for the server, which its origin says by a UIDVALIDITY without a UID.</summary>
    public bool IsUpload => Uid == 0 && UidValidity > 0;

    /// <summary>The origin of a message that was made here for <paramref name="mailbox"/>.</summary>
    public static ContentOrigin OfUpload(string mailbox, MailFlags flags, DateTimeOffset internalDate) => new(mailbox, 1, 0, flags, internalDate, "");
}
