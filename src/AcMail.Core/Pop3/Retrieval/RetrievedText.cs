namespace AcMail;

/// <summary>Takes a message out of the reply to RETR or TOP while that comes: without the status line, the stuffed dots and the end (RFC 1939, section 3).</summary>
sealed class RetrievedText(Stream target)
{
    enum At { Status, LineStart, Dot, DotReturn, Text, End, Beyond }

    At _at;

    /// <summary>Whether the reply has come to its end, and nothing after it.</summary>
    public bool IsComplete => _at == At.End;

    /// <summary>Reads on.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = _at switch
            {
                At.Status => SkipStatus(bytes),
                At.Text => ReadText(bytes),
                _ => ReadOne(bytes),
            };
        }
    }

    ReadOnlySpan<byte> SkipStatus(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0) return [];
        _at = At.LineStart;
        return bytes[(end + 1)..];
    }

    /// <summary>Reads up to a line that begins with a dot.</summary>
    ReadOnlySpan<byte> ReadText(ReadOnlySpan<byte> bytes)
    {
        var dot = bytes.IndexOf("\n."u8);
        var text = dot < 0 ? bytes : bytes[..(dot + 1)];
        target.Write(text);
        if (text[^1] == '\n') _at = At.LineStart;
        return bytes[text.Length..];
    }

    /// <summary>Some servers end with a line feed alone, and some stuff no dots.</summary>
    ReadOnlySpan<byte> ReadOne(ReadOnlySpan<byte> bytes)
    {
        var (next, kept, taken) = (_at, bytes[0]) switch
        {
            (At.LineStart, (byte)'.') => (At.Dot, "", 1),
            (At.Dot, (byte)'.') => (At.Text, ".", 1),
            (At.Dot, (byte)'\r') => (At.DotReturn, "", 1),
            (At.Dot or At.DotReturn, (byte)'\n') => (At.End, "", 1),
            (At.Dot, _) => (At.Text, ".", 0),
            (At.DotReturn, _) => (At.Text, ".\r", 0),
            (At.End or At.Beyond, _) => (At.Beyond, "", bytes.Length),
            _ => (At.Text, "", 0),
        };
        foreach (var c in kept) target.WriteByte((byte)c);
        _at = next;
        return bytes[taken..];
    }
}
