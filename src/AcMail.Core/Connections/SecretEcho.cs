using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace AcMail;

/// <summary>Some servers repeat in a refusal what they were told, as it was or in another form: the secret is taken out of it.</summary>
static partial class SecretEcho
{
    const string Withheld = "…";

    // A shorter one would be found in every other word.
    const int LeastInAnyCase = 4;

    public static string? Hide(string? reply, MailCredential credential)
    {
        var secret = credential.Secret;
        if (string.IsNullOrEmpty(reply) || secret.Length == 0) return reply;
        var likeness = secret.Length < LeastInAnyCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var told = Forms(credential).Aggregate(reply, (text, form) => text.Replace(form, Withheld, likeness));
        return string.Join(' ', told.Split(' ').Select(word => Encodes(word, secret, likeness) ? Withheld : word));
    }

    /// <summary>
    /// As it was sent: alone, in an IMAP quoted string, and as SASL's PLAIN and LOGIN write it, which nobody can decode once it was changed to capitals.
    /// </summary>
    static IEnumerable<string> Forms(MailCredential credential) =>
    [
        Base64($"\0{credential.UserName}\0{credential.Secret}"), Base64($"{credential.UserName}\0{credential.UserName}\0{credential.Secret}"),
        Base64(credential.Secret), Quoted(credential.Secret), credential.Secret,
    ];

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    static string Quoted(string secret) => secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Whether a word holds it percent-encoded, in whole or in part, or together with something else as base64.</summary>
    static bool Encodes(string word, string secret, StringComparison likeness)
    {
        foreach (var text in (string[])[Uri.UnescapeDataString(word), Uri.UnescapeDataString(word.Replace('+', ' '))])
            if (text.Contains(secret, likeness)) return true;
        foreach (var run in Base64Run().EnumerateMatches(word))
            if (Decode(word.AsSpan(run.Index, run.Length)).Contains(secret, likeness)) return true;
        return false;
    }

    /// <summary>With either alphabet, and without the padding.</summary>
    static string Decode(ReadOnlySpan<char> run)
    {
        var text = run.ToString().Replace('+', '-').Replace('/', '_');
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        Base64Url.DecodeFromChars(text, bytes, out _, out var count);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{4,}")]
    private static partial Regex Base64Run();
}
