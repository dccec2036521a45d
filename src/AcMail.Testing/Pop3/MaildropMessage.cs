namespace AcMail.Testing;

/// <summary>One message of a session's maildrop.</summary>
/// <param name="message">What is stored.</param>
/// <param name="number">Its number, fixed for the session.</param>
/// <param name="uniqueId">Its unique-id.</param>
/// <param name="size">Its octets on the wire.</param>
sealed class MaildropMessage(ServerMessage message, int number, string uniqueId, int size)
{
    public ServerMessage Stored { get; } = message;

    public int Number { get; } = number;

    public string UniqueId { get; } = uniqueId;

    public int Size { get; } = size;

    public bool IsDeleted { get; set; }

    public bool IsRetrieved { get; set; }
}
