namespace AcMail;

/// <summary>Which messages to read: those for which all that is set holds.</summary>
public sealed record MessageQuery
{
    /// <summary>Only this mailbox, by its exact name or a name that a person would take for it (case, accents and Unicode form do not matter).</summary>
    /// <value>The default, <see langword="null"/>, is every mailbox.</value>
    public string? Mailbox { get; init; }

    /// <summary>
    /// Words, each of which must begin a word of the subject, the addresses or the body, accents and case folded, <c>œ</c>, <c>æ</c> and <c>ß</c> like
    /// <c>oe</c>, <c>ae</c> and <c>ss</c>. The text of a body is found some time after its message came; see <see cref="IMailReader.IndexAsync"/>. Where only
    /// the header of a message is held, only that is searched.
    /// </summary>
    /// <value>The default, <see langword="null"/>, is every message.</value>
    public string? Text { get; init; }

    /// <summary>Flags and keywords that a message must have, all of them.</summary>
    public MailFlags Having { get; init; }

    /// <summary>Flags and keywords that a message must not have, none of them: <c>\Seen</c> for what is new.</summary>
    public MailFlags Lacking { get; init; }

    /// <summary>Only messages of which <see cref="MessageInfo.HasAttachments"/> is this.</summary>
    /// <value>The default, <see langword="null"/>, is both.</value>
    public bool? HasAttachments { get; init; }

    /// <summary>Only messages of this time (<see cref="MessageInfo.InternalDate"/>) or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only messages from before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what comes after this place in the list, and so is older: with the place of the last message of a page, the next page.</summary>
    /// <value>The default, <see langword="null"/>, begins with the newest.</value>
    public MessagePosition? After { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default, <see langword="null"/>, is no limit.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Limit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(Limit));
            field = value;
        }
    }
}
