using System.Text;

namespace AcMail.Testing;

/// <summary>
/// The value of a Content-Type or Content-Disposition, taken apart but not decoded: what RFC 2231 and RFC 2047 encoded stays so, since that
/// is what servers give to clients.
/// </summary>
/// <param name="Head">What stands before the first semicolon.</param>
/// <param name="Parameters">The parameters in their order.</param>
sealed record FieldParameters(string Head, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public string? this[string name] => Parameters.FirstOrDefault(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static FieldParameters Read(HeaderField field)
    {
        var segments = Split(field.UnfoldToLatin1());
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var segment in segments.Skip(1))
        {
            var equals = segment.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) parameters.Add(new(segment[..equals].Trim(), Unquote(segment[(equals + 1)..].Trim())));
        }

        return new(segments[0].Trim(), parameters);
    }

    // At the semicolons that are neither in quotes nor in a comment; comments are left out.
    static List<string> Split(string value)
    {
        var segments = new List<string>();
        var segment = new StringBuilder();
        var (quoted, comments) = (false, 0);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && (quoted || comments > 0) && i + 1 < value.Length)
            {
                if (comments == 0) segment.Append(c).Append(value[i + 1]);
                i++;
                continue;
            }

            if (c == '"' && comments == 0) quoted = !quoted;
            if (!quoted && c == '(') comments++;
            if (comments == 0 && (quoted || c != ';')) segment.Append(c);
            if (!quoted && comments == 0 && c == ';')
            {
                segments.Add(segment.ToString());
                segment.Clear();
            }

            if (!quoted && comments > 0 && c == ')') comments--;
        }

        segments.Add(segment.ToString());
        return segments;
    }

    static string Unquote(string value)
    {
        if (value is not ['"', ..]) return value;
        var plain = new StringBuilder();
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) i++;
            plain.Append(value[i]);
        }

        return plain.ToString();
    }
}
