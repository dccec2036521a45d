namespace AcMail.Testing;

/// <summary>The few words of Gmail's own query language that programs use (X-GM-RAW).</summary>
static class GmailQuery
{
    public static SearchKey Read(string query)
    {
        SearchKey[] words = [.. query.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word)];
        return m => words.All(w => w(m));
    }

    static SearchKey Word(string word)
    {
        var plain = word.TrimStart('-');
        if (plain.Length == 0) return SearchKeys.InText(word);
        return (word.Length - plain.Length) % 2 == 0 ? Plain(plain) : SearchKeys.Not(Plain(plain));
    }

    static SearchKey Plain(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return SearchKeys.InText(word.Trim('"'));
        var value = word[(colon + 1)..].Trim('"');
        return word[..colon].ToUpperInvariant() switch
        {
            "FROM" => SearchKeys.InField("From", value),
            "TO" => SearchKeys.InField("To", value),
            "SUBJECT" => SearchKeys.InField("Subject", value),
            "RFC822MSGID" => SearchKeys.InField("Message-ID", value),
            "LABEL" => SearchKeys.Label(value),
            "IS" when value.Equals("unread", StringComparison.OrdinalIgnoreCase) => SearchKeys.Not(SearchKeys.HasFlag(@"\Seen")),
            "IS" when value.Equals("read", StringComparison.OrdinalIgnoreCase) => SearchKeys.HasFlag(@"\Seen"),
            "IS" when value.Equals("starred", StringComparison.OrdinalIgnoreCase) => SearchKeys.HasFlag(@"\Flagged"),
            _ => SearchKeys.InText(word),
        };
    }
}
