namespace AcMail;

/// <summary>Line ends as mail has them (RFC 5322 §2.3).</summary>
static class LineEnds
{
    const int ChunkLength = 64 * 1024;

    /// <summary>Copies a message and makes CRLF of each LF that has no CR before it.</summary>
    public static async Task CopyAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkLength];
        byte before = 0;
        int read;
        while ((read = await source.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0) before = Write(chunk.AsSpan(0, read), before, target);
    }

    static byte Write(ReadOnlySpan<byte> bytes, byte before, Stream target)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var at)
        {
            target.Write(bytes[..at]);
            target.Write((at > 0 ? bytes[at - 1] : before) == '\r' ? "\n"u8 : "\r\n"u8);
            bytes = bytes[(at + 1)..];
            before = (byte)'\n';
        }

        target.Write(bytes);
        return bytes.Length > 0 ? bytes[^1] : before;
    }
}
