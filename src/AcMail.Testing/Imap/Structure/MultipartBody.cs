using System.Text;

namespace AcMail.Testing;

/// <summary>Cuts the body of a multipart at its boundaries (RFC 2046 §5.1.1).</summary>
static class MultipartBody
{
    /// <summary>The parts, at most <paramref name="limit"/>, without preamble, epilogue and the line ends that belong to boundaries.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary, int limit)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var delimiter = Encoding.Latin1.GetBytes($"--{boundary}");
        var octets = body.Span;
        int? start = null;
        for (var at = 0; at < octets.Length && parts.Count < limit;)
        {
            var length = octets[at..].IndexOf((byte)'\n');
            var next = length < 0 ? octets.Length : at + length + 1;
            if (IsDelimiter(octets[at..next], delimiter, out var isLast))
            {
                if (start is { } first) parts.Add(body[first..EndBefore(octets, first, at)]);
                start = next;
                if (isLast) return parts;
            }

            at = next;
        }

        // A boundary that never came: the last part goes on to the end.
        if (start is { } open && parts.Count < limit) parts.Add(body[open..]);
        return parts;
    }

    static bool IsDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter, out bool isLast)
    {
        isLast = false;
        if (!line.StartsWith(delimiter)) return false;
        var rest = line[delimiter.Length..].TrimEnd(" \t\r\n"u8);
        isLast = rest.SequenceEqual("--"u8);
        return isLast || rest.Length == 0;
    }

    static int EndBefore(ReadOnlySpan<byte> octets, int start, int delimiter)
    {
        var end = delimiter;
        if (end > start && octets[end - 1] == '\n') end--;
        if (end > start && octets[end - 1] == '\r') end--;
        return end;
    }
}
