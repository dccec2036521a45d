using System.Globalization;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>The items of a FETCH response, which come in any order.</summary>
sealed class ImapFetchNormaliser(Symbols symbols)
{
    public string Items(ImapList items)
    {
        var pairs = new List<string>();
        for (var i = 0; i < items.Items.Count; i += 2)
        {
            var name = NameOf(items.Items[i].ToString());
            pairs.Add($"{name} {Value(name, items.Items[i + 1])}");
        }

        return $"({string.Join(' ', pairs.Order(StringComparer.Ordinal))})";
    }

    public static string Sorted(ImapToken flags) =>
        $"({string.Join(' ', ((ImapList)flags).Items.Select(f => f.ToString()).Order(StringComparer.OrdinalIgnoreCase))})";

    /// <summary>An instant in UTC; any of the last hour is just now.</summary>
    public static string Date(string text)
    {
        var trimmed = text.Trim();
        var withColon = trimmed.Insert(trimmed.Length - 2, ":");
        var date = DateTimeOffset.ParseExact(withColon, "d-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return (TimeProvider.System.GetUtcNow() - date).Duration() < TimeSpan.FromHours(1)
            ? "now" : date.ToUniversalTime().ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture);
    }

    // A section's name is case-insensitive, and so are the fields in it, which may be quoted.
    static string NameOf(string name) => name.ToUpperInvariant().Replace("\"", "", StringComparison.Ordinal);

    string Value(string name, ImapToken value) => name switch
    {
        "FLAGS" => Sorted(value),
        "MODSEQ" => $"({symbols.ModSeq(((ImapList)value).Items[0].ToString())})",
        "INTERNALDATE" => Date(((ImapString)value).Octets),
        // Types, encodings and the names of parameters are case-insensitive; values are compared that way, too.
        "BODY" or "BODYSTRUCTURE" => value.ToString().ToUpperInvariant(),
        "EMAILID" => $"({symbols.Name("email", value.ToString())})",
        _ => value.ToString(),
    };
}
