using System.Globalization;
using System.Text;

namespace AcMail.Sqlite;

/// <summary>Turns what a person typed into an FTS5 query: every word must begin some word. Nothing typed is ever syntax.</summary>
static class SearchText
{
    public static string ToMatch(string text)
    {
        var match = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // A word without letters or digits holds no token; FTS5 would let it match nothing.
            if (!word.EnumerateRunes().Any(IsTokenPart)) continue;
            if (match.Length > 0) match.Append(' ');
            match.Append('"').Append(word.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', ' ')).Append("\"*");
        }

        return match.ToString();
    }

    static bool IsTokenPart(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;
}
