namespace AcMail;

/// <content>Flags as a set. Keywords compare without regard to case (RFC 9051 §2.3.2), and keep the spelling of the value that comes first.</content>
public readonly partial record struct MailFlags
{
    /// <summary>Whether there is no flag and no keyword.</summary>
    public bool IsEmpty => System == SystemFlags.None && _keywords is null;

    /// <summary>What is in this value or in <paramref name="other"/>.</summary>
    public MailFlags Union(MailFlags other) => other._keywords is null
        ? new(System | other.System, KeywordText)
        : new(System | other.System, Keywords.Union(other.Keywords, StringComparer.OrdinalIgnoreCase));

    /// <summary>What is in this value and not in <paramref name="other"/>.</summary>
    public MailFlags Except(MailFlags other) => _keywords is null || other._keywords is null
        ? new(System & ~other.System, KeywordText)
        : new(System & ~other.System, Keywords.Except(other.Keywords, StringComparer.OrdinalIgnoreCase));

    /// <summary>What is both in this value and in <paramref name="other"/>.</summary>
    public MailFlags Intersect(MailFlags other) => _keywords is null || other._keywords is null
        ? new(System & other.System)
        : new(System & other.System, Keywords.Intersect(other.Keywords, StringComparer.OrdinalIgnoreCase));

    /// <summary>Each flag and each keyword by itself.</summary>
    internal IEnumerable<MailFlags> Split()
    {
        foreach (var flag in Enum.GetValues<SystemFlags>())
            if (flag != SystemFlags.None && System.HasFlag(flag)) yield return new(flag);
        foreach (var keyword in Keywords) yield return new(SystemFlags.None, keyword);
    }
}
