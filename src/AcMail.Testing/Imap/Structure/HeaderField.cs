using System.Text;

namespace AcMail.Testing;

/// <summary>A field of a header as it stands in the message.</summary>
/// <param name="Name">Its name; empty for a line that is no field.</param>
/// <param name="Value">What follows the colon, folded, with its line end.</param>
/// <param name="Octets">The whole field.</param>
readonly record struct HeaderField(string Name, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Octets)
{
    /// <summary>The value in one line and without what a string in a response cannot hold.</summary>
    public byte[] Unfold()
    {
        var unfolded = new List<byte>(Value.Length);
        foreach (var octet in Value.Span)
            if (octet is not ((byte)'\r' or (byte)'\n' or 0)) unfolded.Add(octet);
        return unfolded.ToArray().AsSpan().Trim(" \t"u8).ToArray();
    }

    /// <summary>The value in one line, a character for each octet.</summary>
    public string UnfoldToLatin1() => Encoding.Latin1.GetString(Unfold());

    /// <summary>The fields of <paramref name="header"/>, whose last line may be the empty one.</summary>
    public static IReadOnlyList<HeaderField> ReadAll(ReadOnlyMemory<byte> header)
    {
        var fields = new List<HeaderField>();
        for (var at = 0; at < header.Length;)
        {
            var end = EndOfField(header.Span, at);
            var octets = header[at..end];
            at = end;
            if (octets.Span is not ([(byte)'\n'] or [(byte)'\r', (byte)'\n'])) fields.Add(Read(octets));
        }

        return fields;
    }

    static HeaderField Read(ReadOnlyMemory<byte> octets)
    {
        var colon = octets.Span.IndexOf((byte)':');
        var line = octets.Span.IndexOf((byte)'\n');
        return colon < 0 || (line >= 0 && line < colon)
            ? new("", default, octets)
            : new(Encoding.Latin1.GetString(octets.Span[..colon].TrimEnd(" \t"u8)), octets[(colon + 1)..], octets);
    }

    static int EndOfField(ReadOnlySpan<byte> header, int start)
    {
        for (var at = start; ;)
        {
            var length = header[at..].IndexOf((byte)'\n');
            if (length < 0) return header.Length;
            at += length + 1;
            if (at == header.Length || header[at] is not ((byte)' ' or (byte)'\t')) return at;
        }
    }
}
