namespace AcMail;

/// <summary>One message of a mailbox, without its content.</summary>
/// <param name="Id">Names it in this replica for as long as it stays in its mailbox; never reused.</param>
/// <param name="Mailbox">The mailbox that holds it.</param>
/// <param name="Uid">Its UID there; in a POP3 account's mailboxes a local number.</param>
/// <param name="Flags">Its flags and keywords.</param>
/// <param name="InternalDate">When the server received it (INTERNALDATE); for POP3 when it was downloaded.</param>
/// <param name="Size">Its length in bytes, also where only its header is held.</param>
/// <param name="Headers">The decoded headers worth showing in a list.</param>
public sealed record MessageInfo(
    long Id, string Mailbox, uint Uid, MailFlags Flags, DateTimeOffset InternalDate, long Size, MessageHeaders Headers)
{
    /// <summary>Whether only its header is held; <see cref="IMailReplica.OpenContentAsync"/> fetches the rest.</summary>
    public bool IsPartial { get; init; }
}
