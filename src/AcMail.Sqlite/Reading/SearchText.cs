using System.Globalization;
using System.Text;

namespace AcMail.Sqlite;

/// <summary>
/// Turns what a person typed into an FTS5 query: every word must begin some word, in the one or the other spelling where there are ligatures. Nothing typed is
/// ever syntax.
/// </summary>
static class SearchText
{
    // FTS5 folds accents; these are letters of their own to it.
    static readonly (string Ligature, string Letters)[] Ligatures = [("œ", "oe"), ("æ", "ae"), ("ß", "ss")];

    public static string ToMatch(string text)
    {
        var match = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // A word without letters or digits holds no token; FTS5 would let it match nothing.
            if (!word.EnumerateRunes().Any(IsTokenPart)) continue;
            if (match.Length > 0) match.Append(" AND ");
            match.Append('(').AppendJoin(" OR ", Spellings(word).Select(Prefix)).Append(')');
        }

        return match.ToString();
    }

    /// <summary>As it was typed, as bodies are folded, without ligatures, and with them; at its end a ligature may only have been begun.</summary>
    static IEnumerable<string> Spellings(string word)
    {
        var (apart, joined) = (word, word);
        foreach (var (ligature, letters) in Ligatures)
        {
            apart = apart.Replace(ligature, letters, StringComparison.OrdinalIgnoreCase);
            joined = joined.Replace(letters, ligature, StringComparison.OrdinalIgnoreCase);
        }

        var begun = Ligatures.Where(l => joined.EndsWith(l.Letters[0].ToString(), StringComparison.OrdinalIgnoreCase)).Select(l => joined[..^1] + l.Ligature);
        return begun.Prepend(joined).Prepend(apart).Prepend(SearchFolding.Fold(word)).Prepend(word).Distinct(StringComparer.Ordinal);
    }

    static string Prefix(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', ' ')}\"*";

    static bool IsTokenPart(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;
}
