namespace AcMail.Testing;

/// <summary>What faults and transcripts need to understand of a line that the server sent.</summary>
static class ServerLine
{
    /// <summary>Whether it asks the client to go on with the command: <c>+</c>, or 334 and 354 in SMTP.</summary>
    public static bool IsContinuation(WireProtocol protocol, ReadOnlySpan<byte> line) => protocol switch
    {
        WireProtocol.Smtp => line.StartsWith("334"u8) || line.StartsWith("354"u8),
        WireProtocol.Pop3 => line.StartsWith("+ "u8),
        _ => line.StartsWith("+"u8),
    };

    /// <summary>Whether it says how the command under <paramref name="tag"/> ended.</summary>
    public static bool IsStatus(WireProtocol protocol, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> line) => protocol == WireProtocol.Imap
        ? line.Length > tag.Length && line[tag.Length] == ' ' && line.StartsWith(tag)
        : !IsContinuation(protocol, line);
}
