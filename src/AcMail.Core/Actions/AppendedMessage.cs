namespace AcMail;

/// <summary>A message to be put into a mailbox.</summary>
/// <param name="Content">
/// Its bytes, read from where the stream stands to its end; the caller disposes of it. They are kept as they are, but for line ends: each becomes CRLF, which
/// is what mail has (RFC 5322 §2.3) and servers demand.
/// </param>
public sealed record AppendedMessage(Stream Content)
{
    /// <summary>The mailbox, by its exact name or one that a person would take for it.</summary>
    /// <value>The default, <see langword="null"/>, is the one with <see cref="Role"/>.</value>
    public string? Mailbox { get; init; }

    /// <summary>What the mailbox is for, where it is not named. It is created where there is none.</summary>
    /// <value>The default is <see cref="MailboxRole.Inbox"/>.</value>
    public MailboxRole Role { get; init; } = MailboxRole.Inbox;

    /// <summary>The flags and keywords that it gets.</summary>
    public MailFlags Flags { get; init; }

    /// <summary>Its INTERNALDATE. One that servers cannot keep stays here, and goes to them as 1970 where it is before that, and as the present after 2106.</summary>
    /// <value>The default, <see langword="null"/>, is now.</value>
    public DateTimeOffset? InternalDate { get; init; }

    /// <summary>The message that it takes the place of, such as an older form of a draft: that one is deleted for good in the same step.</summary>
    /// <remarks>One that is gone already, for instance because another mail program deleted it, is no reason not to keep this one.</remarks>
    public long? Replaces { get; init; }
}
