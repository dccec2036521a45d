namespace AcMail.Testing;

/// <summary>A message or one of its parts, as slices of the octets of the message: nothing is ever written anew.</summary>
sealed class MailPart
{
    public required ReadOnlyMemory<byte> Octets { get; init; }

    /// <summary>The header with the empty line that ends it, if there is one.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required IReadOnlyList<HeaderField> Fields { get; init; }

    public required MediaType Type { get; init; }

    /// <summary>The parts of a multipart, at least one; empty for anything else.</summary>
    public required IReadOnlyList<MailPart> Parts { get; init; }

    /// <summary>The message that is the body of a message/rfc822, or <see langword="null"/>.</summary>
    public MailPart? Message { get; init; }

    public HeaderField? Field(string name)
    {
        foreach (var field in Fields)
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return field;
        return null;
    }

    /// <summary>The Content-Transfer-Encoding (RFC 2045 §6.1).</summary>
    public string Encoding => Field("Content-Transfer-Encoding")?.UnfoldToLatin1() is { Length: > 0 } encoding ? encoding : "7bit";

    /// <summary>
    /// The part with the numbers <paramref name="path"/> (RFC 9051 §6.4.5.1) of this message, or <see langword="null"/>. A message that is no
    /// multipart has its own body as part 1.
    /// </summary>
    public MailPart? Find(IReadOnlyList<uint> path)
    {
        var container = this;
        MailPart? part = null;
        foreach (var number in path)
        {
            if (part is not null)
            {
                if (part.Parts.Count == 0 && part.Message is null) return null;
                container = part.Message ?? part;
            }

            part = container.Parts.Count == 0 ? number == 1 ? container : null
                : number <= container.Parts.Count ? container.Parts[(int)number - 1]
                : null;
            if (part is null) return null;
        }

        return part;
    }
}
