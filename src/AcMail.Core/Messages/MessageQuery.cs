namespace AcMail;

/// <summary>Which messages to read.</summary>
public sealed record MessageQuery
{
    /// <summary>Only this mailbox, by its exact name or a name that a person would take for it (case, accents and Unicode form do not matter).</summary>
    /// <value>The default, <see langword="null"/>, is every mailbox.</value>
    public string? Mailbox { get; init; }

    /// <summary>Words that subject or addresses must contain, accents and case folded; a word matches the beginnings of words.</summary>
    /// <value>The default, <see langword="null"/>, is every message.</value>
    public string? Text { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default, <see langword="null"/>, is no limit.</value>
    public int? Limit { get; init; }
}
