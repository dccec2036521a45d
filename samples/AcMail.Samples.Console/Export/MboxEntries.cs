using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail.Cli;

/// <summary>The entries of an mbox file: each reaches from its "From " line to the next one.</summary>
static class MboxEntries
{
    static ReadOnlySpan<byte> From => "From "u8;

    /// <summary>Where the entries begin, and where the file ends; <see langword="null"/> where it is no mbox file.</summary>
    public static async Task<IReadOnlyList<long>?> FindAsync(Stream file, CancellationToken cancellationToken)
    {
        var bounds = new List<long>();
        var buffer = new byte[1 << 16];
        var (position, matched) = (0L, 0);
        while (await file.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            for (var i = 0; i < read; i++, position++)
            {
                if (matched < 0 || buffer[i] != From[matched])
                {
                    matched = buffer[i] == '\n' ? 0 : -1;
                }
                else if (++matched == From.Length)
                {
                    bounds.Add(position - From.Length + 1);
                    matched = -1;
                }
            }
        }

        return bounds is [0, ..] || position == 0 ? [.. bounds, position] : null;
    }

    /// <summary>Copies one entry, and returns what names its message: the bytes after the separator line.</summary>
    public static async Task<ContentKey> CopyAsync(
        Stream file, long start, long end, Stream copy, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var isSeparator = true;
        file.Position = start;
        for (var left = end - start; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0) throw new EndOfStreamException();
            left -= read;
            var message = isSeparator ? buffer.AsMemory(0, read)[(buffer.AsSpan(0, read).IndexOf((byte)'\n') + 1)..] : buffer.AsMemory(0, read);
            isSeparator = false;
            hash.AppendData(message.Span);
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new(hash.GetHashAndReset());
    }
}
