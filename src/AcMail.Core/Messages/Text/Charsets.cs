using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace AcMail;

/// <summary>The charsets of mail. .NET knows few of them unless it is told to: without windows-1252, half of older French mail lacks its quotes and œ.</summary>
static class Charsets
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>What text is in of which nothing is known: a superset of Latin-1.</summary>
    static Encoding Western => Encoding.GetEncoding(1252);

    /// <summary>Makes MimeKit know them. It asks once and remembers what it was not given, so an application's own use of it must not come first.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing else comes before what an application does with MimeKit itself.")]
    public static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes by the charset that was told. Where that is none, ASCII or UTF-8, what is no UTF-8 is Windows-1252. Never fails.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding? told)
    {
        if (told is not null && !told.Equals(Encoding.ASCII) && told is not UTF8Encoding) return told.GetString(bytes);
        try
        {
            // What was cut in the middle of a character is no less UTF-8.
            Strict.GetDecoder().GetCharCount(bytes, flush: false);
            return Encoding.UTF8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Western.GetString(bytes);
        }
    }
}
