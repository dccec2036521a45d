using System.Text;

namespace AcMail.Testing;

/// <summary>Mailbox names between the wire and the model.</summary>
static class ImapMailboxName
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="octets">The name as it was sent.</param>
    /// <param name="utf8">Whether names are in UTF-8 (RFC 6855 §3, RFC 9051 §5.1), and not in modified UTF-7.</param>
    /// <exception cref="ImapSyntaxException">It is no name.</exception>
    public static string Decode(ReadOnlySpan<byte> octets, bool utf8)
    {
        if (octets.IndexOfAnyInRange((byte)0, (byte)0x1f) >= 0) throw new ImapSyntaxException("A mailbox name holds a control character.");
        if (utf8) return FromUtf8(octets);
        if (Ascii.IsValid(octets) && ModifiedUtf7.Decode(Encoding.ASCII.GetString(octets)) is { } name) return name;
        throw new ImapSyntaxException("A mailbox name is not in modified UTF-7.");
    }

    public static string Encode(string name, bool utf8) => ImapText.AString(utf8 ? name : ModifiedUtf7.Encode(name));

    /// <summary>INBOX in capitals, other names as they are (RFC 9051 §5.1).</summary>
    public static string Canonical(string name) => name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : name;

    static string FromUtf8(ReadOnlySpan<byte> octets)
    {
        try
        {
            return StrictUtf8.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            throw new ImapSyntaxException("A mailbox name is not in UTF-8.");
        }
    }
}
