using System.Globalization;
using System.Text;

namespace AcMail;

/// <summary>Takes accents off letters, also where .NET runs without ICU and decomposes nothing (<c>InvariantGlobalization</c>).</summary>
static class Accents
{
    // U+00C0 to U+017F without their accents, in code point order; those that Unicode does not decompose are left as they are.
    const string Unaccented =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy" +
        "AaAaAaCcCcCcCcDdĐđEeEeEeEeEeGgGgGgGgHhĦħIiIiIiIiIıĲĳJjKkĸLlLlLlĿŀŁłNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtŦŧUuUuUuUuUuUuWwYyYZzZzZzſ";

    // Letters of their own to Unicode, which people take for accented ones all the same.
    public const string Stroked = "ØøĐđĦħıĿŀŁłŦŧ";
    const string Unstroked = "OoDdHhiLlLlTt";

    /// <summary>The text with neither composed nor combining accents.</summary>
    public static string Remove(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Normalize(text.EnumerateRunes(), NormalizationForm.FormD).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) plain.Append(rune.IsBmp ? Of((char)rune.Value).ToString() : rune.ToString());
        return plain.ToString();
    }

    /// <summary>The text in a form of Unicode. .NET throws for what has none: U+FFFE, and a lone surrogate, which is no <see cref="Rune"/>.</summary>
    public static string Normalize(IEnumerable<Rune> text, NormalizationForm form) => string.Concat(text).Replace('\ufffe', '\ufffd').Normalize(form);

    /// <summary>The letter without a stroke through it.</summary>
    public static char Unstroke(char letter) => Stroked.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Unstroked[at] : letter;

    /// <summary>The letter below the accent, by the table.</summary>
    public static char Of(char letter) => letter is >= '\u00C0' and <= '\u017F' ? Unaccented[letter - '\u00C0'] : letter;
}
