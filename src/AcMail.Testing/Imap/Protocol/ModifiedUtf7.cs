using System.Text;

namespace AcMail.Testing;

/// <summary>Modified UTF-7, in which mailbox names go over the wire (RFC 3501 §5.1.3).</summary>
static class ModifiedUtf7
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (IsPlain(text[i]))
            {
                encoded.Append(text[i]);
                if (text[i++] == '&') encoded.Append('-');
                continue;
            }

            var end = i;
            while (end < text.Length && !IsPlain(text[end])) end++;
            var base64 = Convert.ToBase64String([.. text[i..end].SelectMany(Octets)]).TrimEnd('=').Replace('/', ',');
            encoded.Append('&').Append(base64).Append('-');
            i = end;
        }

        return encoded.ToString();
    }

    /// <summary>Decodes; <see langword="null"/> where <paramref name="text"/> is not what <see cref="Encode"/> makes of any name.</summary>
    public static string? Decode(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '&')
            {
                decoded.Append(text[i]);
                continue;
            }

            var end = text.IndexOf('-', i);
            if (end < 0) return null;
            if (end == i + 1) decoded.Append('&');
            else if (Shifted(text[(i + 1)..end]) is { } part) decoded.Append(part);
            else return null;
            i = end;
        }

        var name = decoded.ToString();
        return Encode(name) == text ? name : null;
    }

    static bool IsPlain(char c) => c is >= ' ' and <= '~';

    static string? Shifted(string base64)
    {
        var octets = new byte[base64.Length];
        var padded = base64.Replace(',', '/').PadRight((base64.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, octets, out var count) && count % 2 == 0
            ? string.Concat(octets.Take(count).Chunk(2).Select(pair => (char)((pair[0] << 8) | pair[1])))
            : null;
    }

    // Half a surrogate pair is no text, and goes over the wire all the same.
    static byte[] Octets(char c) => [(byte)(c >> 8), (byte)c];
}
