using System.Globalization;
using System.Text;

namespace AcMail.Cli;

/// <summary>Mail is written by strangers: nothing of it may move the cursor, retitle the window or turn the reading direction round.</summary>
static class Terminal
{
    /// <summary>One line, whatever <paramref name="text"/> holds.</summary>
    public static string Harmless(string text) => Replace(text, _ => false);

    /// <summary>As <see cref="Harmless"/>, but line ends and tabs stay.</summary>
    public static string HarmlessLines(string text) =>
        Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), c => c is '\n' or '\t');

    static string Replace(string text, Func<int, bool> allowed)
    {
        if (!text.EnumerateRunes().Any(r => IsHarmful(r) && !allowed(r.Value))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(!IsHarmful(rune) || allowed(rune.Value) ? rune.ToString() : rune.Value is '\t' or '\n' ? " " : "\uFFFD");
        return clean.ToString();
    }

    static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is 0x061C or (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069),
        _ => false,
    };
}
