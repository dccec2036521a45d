using System.Globalization;

namespace AcMail.Testing;

/// <summary>
/// Parameters that were cut into pieces, <c>filename*0</c> and so on, joined as RFC 2231 §7 asks of IMAP servers. Pieces that are encoded,
/// such as <c>filename*0*</c>, stay as they are.
/// </summary>
static class ParameterPieces
{
    public static List<KeyValuePair<string, string>> Join(List<KeyValuePair<string, string>> parameters)
    {
        if (!parameters.Exists(p => p.Key.Contains('*', StringComparison.Ordinal))) return parameters;
        var joined = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in parameters)
        {
            if (PieceOf(key) is not var (name, number) || IsEncoded(parameters, name)) joined.Add(new(key, value));
            else if (number == 0) joined.Add(new(name, string.Concat(PiecesOf(parameters, name))));
        }

        return joined;
    }

    static (string Name, int Number)? PieceOf(string key)
    {
        var star = key.IndexOf('*', StringComparison.Ordinal);
        return star > 0 && int.TryParse(key.AsSpan(star + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (key[..star], number)
            : null;
    }

    static bool IsEncoded(List<KeyValuePair<string, string>> parameters, string name) =>
        parameters.Exists(p => p.Key.EndsWith('*') && p.Key.StartsWith($"{name}*", StringComparison.OrdinalIgnoreCase));

    static IEnumerable<string> PiecesOf(List<KeyValuePair<string, string>> parameters, string name) =>
        from p in parameters
        let piece = PieceOf(p.Key)
        where piece is not null && piece.Value.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        orderby piece.Value.Number
        select p.Value;
}
