namespace AcMail.Testing;

/// <summary>Finds the parts of a message. Every octet string has a structure: what is broken is plain text.</summary>
static class MessageStructure
{
    const int MaximumDepth = 30;
    const int MaximumParts = 1000;

    public static MailPart Read(ReadOnlyMemory<byte> message)
    {
        var left = MaximumParts;
        return Read(message, MediaType.PlainText, 0, ref left);
    }

    /// <summary>How many octets the header of a message or part takes, the empty line included.</summary>
    public static int HeaderLength(ReadOnlySpan<byte> octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var length = octets[at..].IndexOf((byte)'\n');
            if (length < 0) break;
            if (length == 0 || (length == 1 && octets[at] == '\r')) return at + length + 1;
            at += length + 1;
        }

        return octets.Length;
    }

    static MailPart Read(ReadOnlyMemory<byte> octets, MediaType otherwise, int depth, ref int left)
    {
        var length = HeaderLength(octets.Span);
        var (header, body) = (octets[..length], octets[length..]);
        var fields = HeaderField.ReadAll(header);
        var contentType = fields.Where(f => f.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Select(f => (HeaderField?)f).FirstOrDefault();
        var type = MediaType.Read(contentType, otherwise);
        var composite = type.IsMultipart || type.IsMessage;
        if (composite && (depth >= MaximumDepth || left <= 0)) (type, composite) = (MediaType.Opaque, false);
        return new()
        {
            Octets = octets,
            Header = header,
            Body = body,
            Fields = fields,
            Type = type,
            Parts = composite && type.IsMultipart ? Parts(body, type, depth, ref left) : [],
            Message = composite && type.IsMessage ? Read(body, MediaType.PlainText, depth + 1, ref left) : null,
        };
    }

    static List<MailPart> Parts(ReadOnlyMemory<byte> body, MediaType type, int depth, ref int left)
    {
        var otherwise = type.IsDigest ? MediaType.Message : MediaType.PlainText;
        var parts = new List<MailPart>();
        if (type.Boundary is { } boundary)
        {
            foreach (var octets in MultipartBody.Split(body, boundary, left))
            {
                left--;
                parts.Add(Read(octets, otherwise, depth + 1, ref left));
            }
        }

        // The grammar of BODYSTRUCTURE wants one at least.
        if (parts.Count == 0) parts.Add(Read(default, MediaType.PlainText, depth + 1, ref left));
        return parts;
    }
}
