namespace AcMail;

/// <summary>One message of a mailbox, without its content.</summary>
/// <param name="Id">Names it in this replica for as long as it is held, also when it is moved here; never reused.</param>
/// <param name="Mailbox">The mailbox that holds it.</param>
/// <param name="Uid">Its UID there; in a POP3 account's mailboxes a local number; 0 while <see cref="IsPending"/>.</param>
/// <param name="Flags">Its flags and keywords.</param>
/// <param name="InternalDate">
/// When the server received it (INTERNALDATE). POP3 does not tell: it is the date of the topmost Received field, else of Date, and never later than its download.
/// </param>
/// <param name="Size">Its length in bytes, also where only its header is held.</param>
/// <param name="Headers">The decoded headers worth showing in a list.</param>
public sealed record MessageInfo(
    long Id, string Mailbox, uint Uid, MailFlags Flags, DateTimeOffset InternalDate, long Size, MessageHeaders Headers)
{
    /// <summary>Whether only its header is held; <see cref="IMailReader.OpenContentAsync"/> fetches the rest.</summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// Whether files or messages are attached to it, or an invitation; pictures that stand in its text, signatures and what is encrypted do not count. It is
    /// <see langword="false"/> until the text of the message was read, some time after it came (<see cref="IMailReader.IndexAsync"/>), which
    /// <see cref="MessageChanged"/> tells.
    /// </summary>
    public bool HasAttachments { get; init; }

    /// <summary>Whether it was put into its mailbox here, and the server has not got it there yet.</summary>
    public bool IsPending { get; init; }
}
