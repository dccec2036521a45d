using System.Buffers;
using System.Globalization;

namespace AcMail.Testing;

/// <summary>A section of a message, as in <c>BODY[1.2.HEADER.FIELDS (FROM)]&lt;0.100&gt;</c> (RFC 9051 §6.4.5.1).</summary>
/// <param name="Path">The part numbers.</param>
/// <param name="Kind">Empty for the part itself, else HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT, TEXT or MIME.</param>
/// <param name="Names">The names of header fields.</param>
/// <param name="Partial">The first octet and how many are wanted at most.</param>
sealed record BodySection(IReadOnlyList<uint> Path, string Kind, IReadOnlyList<string> Names, (uint Origin, uint Length)? Partial)
{
    /// <summary>Reads what follows <c>BODY</c> or <c>BODY.PEEK</c>, from the bracket on.</summary>
    public static BodySection Read(ImapArguments arguments)
    {
        arguments.Skip('[');
        var path = new List<uint>();
        var kind = "";
        IReadOnlyList<string> names = [];
        if (arguments.Peek != ']')
        {
            kind = ReadPath(arguments.Keyword(), path);
            if (kind is "HEADER.FIELDS" or "HEADER.FIELDS.NOT")
            {
                arguments.Space();
                names = arguments.List(a => a.AString());
                if (names.Count == 0) throw new ImapSyntaxException("No header field is named.");
            }
        }

        arguments.Skip(']');
        return new(path, kind, names, ReadPartial(arguments));
    }

    public void Write(IBufferWriter<byte> output, FetchedMessage message)
    {
        output.Text("BODY[");
        output.Text(string.Join('.', Path.Select(n => n.ToString(CultureInfo.InvariantCulture)).Append(Kind).Where(s => s.Length > 0)));
        for (var i = 0; i < Names.Count; i++)
        {
            output.Text(i == 0 ? " (" : " ");
            output.Text(ImapText.AString(Names[i]));
        }

        output.Text(Names.Count > 0 ? ")]" : "]");
        if (Partial is { } partial) output.Text($"<{partial.Origin}>");
        output.Text(" ");
        if (Find(message) is { } octets) output.String(Slice(octets).Span);
        else output.Text("NIL");
    }

    /// <summary>The octets of the section, or <see langword="null"/> where the message has none such.</summary>
    public ReadOnlyMemory<byte>? Find(FetchedMessage message)
    {
        if (Path.Count == 0) return OfMessage(message);
        if (message.Structure.Find(Path) is not { } part) return null;
        if (Kind.Length == 0) return part.Body;
        if (Kind == "MIME") return part.Header;
        if (part.Message is not { } inner) return null;
        return OfHeaderAndBody(inner.Header, inner.Body);
    }

    // Whole messages, headers and texts are most of what is fetched, and need no look at the parts.
    ReadOnlyMemory<byte> OfMessage(FetchedMessage message)
    {
        var content = message.Message.Content;
        if (Kind.Length == 0) return content;
        var length = MessageStructure.HeaderLength(content.Span);
        return OfHeaderAndBody(content[..length], content[length..]);
    }

    ReadOnlyMemory<byte> OfHeaderAndBody(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body) => Kind switch
    {
        "HEADER" => header,
        "TEXT" => body,
        _ => Fields(header),
    };

    ReadOnlyMemory<byte> Fields(ReadOnlyMemory<byte> header)
    {
        var wanted = Kind == "HEADER.FIELDS";
        var selected = new ArrayBufferWriter<byte>();
        foreach (var field in HeaderField.ReadAll(header))
            if (Names.Contains(field.Name, StringComparer.OrdinalIgnoreCase) == wanted) selected.Write(field.Octets.Span);
        selected.Write("\r\n"u8);
        return selected.WrittenMemory;
    }

    ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> octets)
    {
        if (Partial is not { } partial) return octets;
        var start = (int)Math.Min(partial.Origin, (uint)octets.Length);
        return octets.Slice(start, (int)Math.Min(partial.Length, (uint)(octets.Length - start)));
    }

    static string ReadPath(string text, List<uint> path)
    {
        var words = text.Split('.');
        var at = 0;
        while (at < words.Length && uint.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            path.Add(number);
            at++;
        }

        var kind = string.Join('.', words[at..]).ToUpperInvariant();
        var known = kind is "HEADER" or "HEADER.FIELDS" or "HEADER.FIELDS.NOT" or "TEXT" || (path.Count > 0 && (kind == "MIME" || at == words.Length));
        return known ? kind : throw new ImapSyntaxException($"There is no section {text}.");
    }

    static (uint Origin, uint Length)? ReadPartial(ImapArguments arguments)
    {
        if (!arguments.TrySkip('<')) return null;
        var origin = arguments.Number();
        arguments.Skip('.');
        var length = arguments.Number();
        arguments.Skip('>');
        return length > 0 ? (origin, length) : throw new ImapSyntaxException("A part of no octets was asked for.");
    }
}
