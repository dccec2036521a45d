using System.Text;

namespace AcMail.Testing;

/// <summary>Writes strings as the grammar wants them.</summary>
static class ImapText
{
    /// <summary>As an atom where that can be, else as <see cref="String"/> does.</summary>
    public static string AString(string text) =>
        text.Length > 0 && text.All(c => c < 0x7f && ImapCharacters.IsAString((byte)c)) && !text.Equals("NIL", StringComparison.OrdinalIgnoreCase)
            ? text
            : String(text);

    /// <summary>As a quoted string, or as a literal where it holds what cannot be quoted.</summary>
    public static string String(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0) return $"{{{Encoding.UTF8.GetByteCount(text)}}}\r\n{text}";
        return $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
