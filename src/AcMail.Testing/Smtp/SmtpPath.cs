using System.Text;

namespace AcMail.Testing;

/// <summary>Reads the path of MAIL FROM and RCPT TO (RFC 5321 §4.1.2), and what follows it.</summary>
/// <param name="Address">The mailbox; empty for the null path.</param>
/// <param name="Rest">What follows, from its space on.</param>
readonly record struct SmtpPath(string Address, string Rest)
{
    const int MaximumLocalPart = 64;
    const int MaximumDomain = 255;

    public bool IsNull => Address.Length == 0;

    public bool IsAscii => Ascii.IsValid(Address);

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>The path after <c>FROM:</c> or <c>TO:</c>; <see langword="null"/> where it is malformed.</summary>
    public static SmtpPath? Read(string argument, string introduction)
    {
        if (!argument.StartsWith(introduction + "<", StringComparison.OrdinalIgnoreCase)) return null;
        var text = argument[(introduction.Length + 1)..];
        var end = EndOf(text);
        if (end < 0) return null;
        var (address, rest) = (WithoutRoute(text[..end]), text[(end + 1)..]);
        return IsWellFormed(address) && (rest.Length == 0 || rest[0] == ' ') ? new(address, rest) : null;
    }

    // A ">" within a quoted local part ends nothing.
    static int EndOf(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] == '>') return i;
        }

        return -1;
    }

    // A source route is read and ignored (RFC 5321 §4.1.1.3).
    static string WithoutRoute(string text) =>
        text.StartsWith('@') && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? text[(at + 1)..] : text;

    static bool IsWellFormed(string address)
    {
        if (address.Length == 0 || address.Equals("postmaster", StringComparison.OrdinalIgnoreCase)) return true;
        var at = address.LastIndexOf('@');
        return at > 0 && IsLocalPart(address[..at]) && IsDomain(address[(at + 1)..]);
    }

    static bool IsLocalPart(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaximumLocalPart) return false;
        if (text is ['"', .., '"'] && text.Length > 1) return !text.Any(char.IsControl);
        return text.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtomCharacter));
    }

    static bool IsDomain(string text)
    {
        if (text.Length is 0 or > MaximumDomain) return false;
        if (text is ['[', .. var literal, ']']) return literal.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-');
        return text.Split('.').All(label => label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(IsLabelCharacter));
    }

    static bool IsAtomCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal) || IsInternational(c);

    static bool IsLabelCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || IsInternational(c);

    static bool IsInternational(char c) => c >= '\x80' && c != '\xFFFD';
}
