using System.Text;

namespace AcMail;

/// <summary>Some servers repeat in a refusal what they were told: the secret is taken out of it.</summary>
static class SecretEcho
{
    const string Withheld = "…";

    public static string? Hide(string? reply, MailCredential credential)
    {
        var secret = credential.Secret;
        if (string.IsNullOrEmpty(reply) || secret.Length == 0) return reply;
        var words = reply.Replace(Quoted(secret), Withheld, StringComparison.Ordinal).Replace(secret, Withheld, StringComparison.Ordinal).Split(' ');
        return string.Join(' ', words.Select(word => Encodes(word, secret) ? Withheld : word));
    }

    /// <summary>As it stands in an IMAP quoted string.</summary>
    static string Quoted(string secret) => secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>SASL sends secrets as base64, together with the login or alone.</summary>
    static bool Encodes(string word, string secret)
    {
        var encoded = word.Trim('"', '\'', '<', '>', '[', ']', '(', ')', '.', ',', ':', ';');
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var count) &&
            Encoding.UTF8.GetString(bytes, 0, count).Contains(secret, StringComparison.Ordinal);
    }
}
