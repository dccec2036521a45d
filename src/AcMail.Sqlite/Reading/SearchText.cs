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

    /// <summary>So many pairs of letters of a word are looked for in both spellings, in every combination.</summary>
    const int MostPairs = 4;

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

    /// <summary>
    /// As it was typed and as bodies are folded, each with and without ligatures: a word may have one and such letters too, as « manœuvrassent ». At its end a
    /// ligature may only have been begun.
    /// </summary>
    static IEnumerable<string> Spellings(string word)
    {
        List<string> spellings = [word, .. Ligated(word), .. Ligated(SearchFolding.Fold(word))];
        var begun = spellings.SelectMany(
            s => Ligatures.Where(l => s.EndsWith(l.Letters[0].ToString(), StringComparison.OrdinalIgnoreCase)).Select(l => s[..^1] + l.Ligature));
        return spellings.Concat(begun).Distinct(StringComparer.Ordinal);
    }

    static List<string> Ligated(string word)
    {
        foreach (var (ligature, letters) in Ligatures) word = word.Replace(ligature, letters, StringComparison.OrdinalIgnoreCase);
        var (spellings, pairs) = (new List<string> { "" }, 0);
        for (var at = 0; at < word.Length;)
        {
            var pair = Array.FindIndex(Ligatures, l => word.AsSpan(at).StartsWith(l.Letters, StringComparison.OrdinalIgnoreCase));
            var part = word.Substring(at, pair < 0 ? 1 : 2);
            at += part.Length;
            spellings = pair >= 0 && ++pairs <= MostPairs
                ? [.. spellings.SelectMany(s => (string[])[s + part, s + Ligatures[pair].Ligature])]
                : spellings.ConvertAll(s => s + part);
        }

        return spellings;
    }

    static string Prefix(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', ' ')}\"*";

    static bool IsTokenPart(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;
}
