using System.Text;

namespace AcMail.Testing;

/// <summary>
/// Finds what a person typed in headers and text: every word must begin some word there, case, accents and ligatures apart. A typed word that holds punctuation,
/// such as an address, is looked for as the words between, one after the other.
/// </summary>
static class SearchWords
{
    /// <summary>The typed words; those without a letter or digit are passed over.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Tokens).Where(t => t.Count > 0)];

    public static bool Match(IReadOnlyList<IReadOnlyList<string>> words, MessageHeaders headers, string text)
    {
        IReadOnlyList<string>[] fields = [Tokens(headers.Subject), Tokens(headers.From), Tokens(headers.To), Tokens(headers.Cc), Tokens(text)];
        return words.Count > 0 && words.All(word => fields.Any(field => Contains(field, word)));
    }

    static bool Contains(IReadOnlyList<string> field, IReadOnlyList<string> word)
    {
        for (var at = 0; at + word.Count <= field.Count; at++)
        {
            var matching = 0;
            while (matching < word.Count - 1 && field[at + matching] == word[matching]) matching++;
            if (matching == word.Count - 1 && field[at + matching].StartsWith(word[matching], StringComparison.Ordinal)) return true;
        }

        return false;
    }

    static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        foreach (var rune in Accents.Remove(text).EnumerateRunes().Select(Plain))
        {
            if (Rune.IsLetterOrDigit(rune)) token.Append(Apart(Rune.ToLowerInvariant(rune).ToString()));
            else Finish();
        }

        Finish();
        return tokens;

        void Finish()
        {
            if (token.Length > 0) tokens.Add(token.ToString());
            token.Clear();
        }
    }

    static Rune Plain(Rune letter) => letter.IsBmp ? new(Accents.Unstroke((char)letter.Value)) : letter;

    static string Apart(string letter) => letter switch
    {
        "œ" => "oe",
        "æ" => "ae",
        "ß" => "ss",
        "ς" => "σ",
        _ => letter,
    };
}
