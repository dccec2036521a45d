using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace AcMail.Testing;

/// <summary>Writes the elements of responses (RFC 9051 §9).</summary>
static class ImapOctets
{
    // What servers commonly put between quotes; a longer one is a literal.
    const int LongestQuoted = 1000;
    const int LongestNumber = 20;

    /// <summary>Writes text as it is, in UTF-8.</summary>
    public static void Text(this IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);

    public static void Number(this IBufferWriter<byte> output, long number) => output.Number((ulong)number);

    public static void Number(this IBufferWriter<byte> output, ulong number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(LongestNumber), out var length);
        output.Advance(length);
    }

    /// <summary>Writes flags in parentheses.</summary>
    public static void Flags(this IBufferWriter<byte> output, FlagSet flags, bool isRecent)
    {
        output.Write("("u8);
        var isFirst = true;
        foreach (var flag in flags)
        {
            if (!isFirst) output.Write(" "u8);
            output.Text(flag);
            isFirst = false;
        }

        if (isRecent) output.Write(isFirst ? @"\Recent"u8 : @" \Recent"u8);
        output.Write(")"u8);
    }

    /// <summary>A quoted string where that can hold it, otherwise a literal.</summary>
    public static void String(this IBufferWriter<byte> output, ReadOnlySpan<byte> octets)
    {
        if (octets.Length > LongestQuoted || octets.ContainsAnyExceptInRange((byte)' ', (byte)'~')) output.Literal(octets);
        else output.Quoted(octets);
    }

    public static void String(this IBufferWriter<byte> output, string text) => output.String(Encoding.UTF8.GetBytes(text));

    /// <summary>A string, or NIL.</summary>
    public static void NString(this IBufferWriter<byte> output, byte[]? octets)
    {
        if (octets is null) output.Text("NIL");
        else output.String(octets);
    }

    public static void NString(this IBufferWriter<byte> output, string? text)
    {
        if (text is null) output.Text("NIL");
        else output.String(text);
    }

    static void Literal(this IBufferWriter<byte> output, ReadOnlySpan<byte> octets)
    {
        output.Text("{");
        output.Number(octets.Length);
        output.Write("}\r\n"u8);
        output.Write(octets);
    }

    static void Quoted(this IBufferWriter<byte> output, ReadOnlySpan<byte> octets)
    {
        output.Write("\""u8);
        while (octets.IndexOfAny((byte)'"', (byte)'\\') is var at and >= 0)
        {
            output.Write(octets[..at]);
            output.Write("\\"u8);
            output.Write(octets.Slice(at, 1));
            octets = octets[(at + 1)..];
        }

        output.Write(octets);
        output.Write("\""u8);
    }
}
