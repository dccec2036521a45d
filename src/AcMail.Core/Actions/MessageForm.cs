namespace AcMail;

/// <summary>
/// Gives a message the form that mail has (RFC 5322 §2.1): CRLF ends each line, and an empty line ends the header. Whatever has it already stays byte for byte.
/// </summary>
sealed class MessageForm(Stream target)
{
    const int ChunkLength = 64 * 1024;

    byte _before = (byte)'\n';
    long _lineLength;
    bool _headerEnded;

    public static async Task CopyAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        var form = new MessageForm(target);
        var chunk = new byte[ChunkLength];
        int read;
        for (var first = true; (read = await source.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0; first = false)
        {
            // White space goes on with a field, and there is none yet.
            if (first && chunk[0] is (byte)' ' or (byte)'\t') form.Write("\r\n"u8);
            form.Write(chunk.AsSpan(0, read));
        }

        form.End();
    }

    void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var at)
        {
            var hasReturn = (at > 0 ? bytes[at - 1] : _before) == '\r';
            target.Write(bytes[..at]);
            target.Write(hasReturn ? "\n"u8 : "\r\n"u8);
            _headerEnded |= _lineLength + at == (hasReturn ? 1 : 0);
            (_before, _lineLength) = ((byte)'\n', 0);
            bytes = bytes[(at + 1)..];
        }

        if (bytes.IsEmpty) return;
        target.Write(bytes);
        (_before, _lineLength) = (bytes[^1], _lineLength + bytes.Length);
    }

    void End()
    {
        if (_headerEnded) return;
        if (_lineLength > 0) target.Write(_before == '\r' ? "\n"u8 : "\r\n"u8);
        target.Write("\r\n"u8);
    }
}
