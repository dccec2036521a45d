using System.Buffers;
using System.Text;

namespace AcMail.Sqlite;

/// <summary>
/// Takes accents and vowel marks off Greek, Cyrillic, Hebrew and Arabic letters, which FTS5 does for Latin ones alone, and strokes off those. Only the index of
/// bodies is folded so, which has the headers too: that of headers is told the same texts again when they leave it.
/// </summary>
static class SearchFolding
{
    static readonly SearchValues<char> Stroked = SearchValues.Create(Accents.Stroked);

    public static string Fold(string text) => RemoveMarks(RemoveStrokes(text));

    static string RemoveStrokes(string text) =>
        text.AsSpan().ContainsAny(Stroked) ? string.Concat(text.Select(Accents.Unstroke)) : text;

    static string RemoveMarks(string text)
    {
        var from = text.AsSpan().IndexOfAnyInRange('\u0370', '\u1fff');
        if (from < 0) return text;
        var folded = new StringBuilder(text.Length).Append(text, 0, from);
        while (from < text.Length)
        {
            var isFolded = IsFolded(text[from]);
            var end = from + 1;
            while (end < text.Length && (IsFolded(text[end]) || (isFolded && text[end] is >= '\u0300' and <= '\u036f')) == isFolded) end++;
            var run = text[from..end];
            folded.Append(isFolded ? Accents.Remove(run) : run);
            from = end;
        }

        return folded.ToString();
    }

    static bool IsFolded(char letter) => letter is (>= '\u0370' and <= '\u06ff') or (>= '\u1f00' and <= '\u1fff');
}
