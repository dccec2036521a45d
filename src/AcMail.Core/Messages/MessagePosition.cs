namespace AcMail;

/// <summary>A place in the list of messages, which goes from the newest to the oldest. It stays good when the message there is gone.</summary>
/// <param name="InternalDate">The date of the message there.</param>
/// <param name="Id">Its id, which decides between messages of one date: the greater is the newer.</param>
public readonly record struct MessagePosition(DateTimeOffset InternalDate, long Id)
{
    /// <summary>The place of <paramref name="message"/>.</summary>
    public static MessagePosition Of(MessageInfo message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(message.InternalDate, message.Id);
    }
}
