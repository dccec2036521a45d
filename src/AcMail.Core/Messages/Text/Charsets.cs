using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace AcMail;

/// <summary>The charsets of mail. .NET knows few of them unless it is told to: without windows-1252, half of older French mail lacks its quotes and œ.</summary>
static class Charsets
{
    /// <summary>What text is in of which nothing is known, and what people mean by Latin-1: quotes, œ and € in place of control characters.</summary>
    static Encoding Windows1252 => Encoding.GetEncoding(1252);

    /// <summary>Makes MimeKit know them. It asks once and remembers what it was not given, so an application's own use of it must not come first.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing else comes before what an application does with MimeKit itself.")]
    public static void Register()
    {
        Encoding.RegisterProvider(new OwnEncodings());
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
    }

    /// <summary>
    /// Decodes by the charset that was told. Latin-1 is Windows-1252; where none, ASCII or UTF-8 was told, so is what is mostly no UTF-8. Never fails.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding? told)
    {
        if (told?.CodePage == Encoding.Latin1.CodePage) return Windows1252.GetString(bytes);
        if (told is not null && !told.Equals(Encoding.ASCII) && told is not UTF8Encoding) return told.GetString(bytes);
        return IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : Windows1252.GetString(bytes);
    }

    /// <summary>Text that was decoded as Latin-1, as one meant it: nobody writes the control characters that only Latin-1 has.</summary>
    public static string Western(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0080', '\u009f') ? string.Concat(text.Select(c => c is >= '\u0080' and <= '\u009f' ? Meant(c) : c)) : text;

    /// <summary>
    /// Whether more of what is not ASCII is UTF-8 than is not. One damaged byte must not garble the rest, and accents of another charset hardly ever make
    /// a character of it. What was cut in the middle of a character is no less UTF-8.
    /// </summary>
    static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        var (characters, others) = (0, 0);
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) is var next and >= 0)
        {
            bytes = bytes[next..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status == OperationStatus.Done) characters++;
            else if (status == OperationStatus.InvalidData) others++;
            bytes = bytes[length..];
        }

        return others == 0 || characters > others;
    }

    static char Meant(char control) => Windows1252.GetString([(byte)control])[0];

    /// <summary>
    /// What .NET has itself, and MimeKit asks for with every header field. Providers are asked first, and the other one looks through its tables each time to find
    /// that it has none of these.
    /// </summary>
    sealed class OwnEncodings : EncodingProvider
    {
        public override Encoding? GetEncoding(int codepage) => codepage switch
        {
            65001 => Encoding.UTF8,
            28591 => Encoding.Latin1,
            20127 => Encoding.ASCII,
            _ => null,
        };

        public override Encoding? GetEncoding(string name) => null;
    }
}
