namespace AcMail;

/// <summary>The flags and keywords of a message (RFC 9051 §2.3.2), as a comparable value.</summary>
public readonly partial record struct MailFlags
{
    readonly string? _keywords;

    /// <summary>Creates the value from system flags and keywords; order and doubles of the keywords do not matter.</summary>
    public MailFlags(SystemFlags system, params IEnumerable<string> keywords)
    {
        System = system;
        _keywords = Canonical(keywords);
    }

    MailFlags(SystemFlags system, string keywordText)
    {
        System = system;
        _keywords = keywordText.Length == 0 ? null : keywordText;
    }

    /// <summary>The system flags.</summary>
    public SystemFlags System { get; }

    /// <summary>The keywords in ordinal order, separated by spaces; empty for none.</summary>
    public string KeywordText => _keywords ?? "";

    /// <summary>The keywords in ordinal order.</summary>
    public IReadOnlyList<string> Keywords => _keywords?.Split(' ') ?? [];

    /// <summary>Restores a value from <see cref="System"/> and <see cref="KeywordText"/>.</summary>
    public static MailFlags Restore(SystemFlags system, string keywordText) => new(system, keywordText);

    /// <summary>The names as IMAP writes them: <c>\Seen</c>, <c>\Flagged</c>, <c>$Forwarded</c> …</summary>
    public IReadOnlyList<string> ToNames()
    {
        var names = new List<string>();
        if (System.HasFlag(SystemFlags.Seen)) names.Add("\\Seen");
        if (System.HasFlag(SystemFlags.Answered)) names.Add("\\Answered");
        if (System.HasFlag(SystemFlags.Flagged)) names.Add("\\Flagged");
        if (System.HasFlag(SystemFlags.Deleted)) names.Add("\\Deleted");
        if (System.HasFlag(SystemFlags.Draft)) names.Add("\\Draft");
        names.AddRange(Keywords);
        return names;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', ToNames());

    static string? Canonical(IEnumerable<string> keywords)
    {
        var sorted = keywords.Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return sorted.Count == 0 ? null : string.Join(' ', sorted);
    }
}
