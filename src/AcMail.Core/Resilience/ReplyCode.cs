namespace AcMail;

/// <summary>What a server's reply says beside its words: the SMTP status, the bracketed code of IMAP and POP3.</summary>
readonly record struct ReplyCode(int Status, string Bracketed, string Text)
{
    public static ReplyCode Parse(string? reply)
    {
        if (string.IsNullOrEmpty(reply)) return new(0, "", "");
        var status = reply.Length > 3 && !char.IsAsciiDigit(reply[3]) && int.TryParse(reply.AsSpan(0, 3), out var number) ? number : 0;
        return new(status, status == 0 ? FindBracketed(reply) : "", reply);
    }

    public bool IsRefusal => Status is >= 400 and < 600 || Text.StartsWith("-ERR", StringComparison.Ordinal) || Condition is "NO" or "BAD" || IsBye;

    public bool IsBye => Text.StartsWith("* BYE", StringComparison.Ordinal);

    /// <summary>Whether something failed in the server itself, or it could not tell a command (RFC 9051 §7.1.3).</summary>
    public bool IsUntaggedBad => Text.StartsWith("* BAD", StringComparison.Ordinal);

    public bool Says(string words) => Text.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first bracketed code right after the status; ALERT only says that the text is meant for a person.</summary>
    static string FindBracketed(string reply)
    {
        var open = reply.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 || open > 16 ? -1 : reply.IndexOf(']', open);
        if (close < 0) return "";
        var inside = reply[(open + 1)..close];
        var space = inside.IndexOf(' ', StringComparison.Ordinal);
        return (space < 0 ? inside : inside[..space]).ToUpperInvariant();
    }

    /// <summary>The status of an IMAP reply (RFC 9051, section 7.1).</summary>
    string Condition => (Text.StartsWith("* ", StringComparison.Ordinal) ? Text[2..] : Text).Split(' ', 2)[0];
}
