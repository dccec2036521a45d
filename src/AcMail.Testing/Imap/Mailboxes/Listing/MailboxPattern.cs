namespace AcMail.Testing;

/// <summary>A pattern of LIST: <c>*</c> stands for anything, <c>%</c> for anything within one level (RFC 9051 §6.3.9).</summary>
sealed class MailboxPattern
{
    const int LengthLimit = 2000;

    readonly string _pattern;
    readonly char _delimiter;

    /// <exception cref="ImapSyntaxException">It is longer than any name.</exception>
    public MailboxPattern(string pattern, char delimiter)
    {
        if (pattern.Length > LengthLimit) throw new ImapSyntaxException("The pattern is too long.");
        _pattern = pattern;
        _delimiter = delimiter;
    }

    public bool Matches(string name) => Matches(name, ignoreCase: name.Equals("INBOX", StringComparison.OrdinalIgnoreCase));

    // The places in the pattern that can be reached are followed all at once: no pattern takes more than its length times the name's.
    bool Matches(string name, bool ignoreCase)
    {
        var places = _pattern.Length + 1;
        Span<bool> reached = stackalloc bool[places];
        Span<bool> next = stackalloc bool[places];
        reached.Clear();
        reached[0] = true;
        PassWildcards(reached);
        foreach (var c in name)
        {
            next.Clear();
            for (var i = 0; i < _pattern.Length; i++)
            {
                if (!reached[i]) continue;
                if (_pattern[i] == '*' || (_pattern[i] == '%' && c != _delimiter)) next[i] = true;
                else if (Same(_pattern[i], c, ignoreCase)) next[i + 1] = true;
            }

            PassWildcards(next);
            next.CopyTo(reached);
        }

        return reached[^1];
    }

    void PassWildcards(Span<bool> reached)
    {
        for (var i = 0; i < _pattern.Length; i++) reached[i + 1] |= reached[i] && _pattern[i] is ('*' or '%');
    }

    static bool Same(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
