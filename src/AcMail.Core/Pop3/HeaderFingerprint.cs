using System.Security.Cryptography;

namespace AcMail;

/// <summary>Recognises a message by its header, without the fields that servers themselves change from one session to the next. Pure.</summary>
static class HeaderFingerprint
{
    static readonly string[] Volatile = ["Status:", "X-Status:", "X-UIDL:", "X-Keywords:", "X-Mozilla-Status:", "X-Mozilla-Status2:", "Content-Length:", "Lines:"];

    /// <summary>The fingerprint of a message or of its beginning, or <see langword="null"/> where it has no header.</summary>
    public static string? Of(ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (any, skipping) = (false, false);
        foreach (var range in message.Split((byte)'\n'))
        {
            var line = message[range].TrimEnd((byte)'\r');
            if (line.IsEmpty) break;
            skipping = line[0] is (byte)' ' or (byte)'\t' ? skipping : IsVolatile(line);
            if (skipping) continue;
            any = true;
            hash.AppendData(line);
            hash.AppendData("\n"u8);
        }

        return any ? Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)) : null;
    }

    static bool IsVolatile(ReadOnlySpan<byte> line)
    {
        foreach (var field in Volatile)
            if (line.Length >= field.Length && System.Text.Ascii.EqualsIgnoreCase(line[..field.Length], field)) return true;
        return false;
    }
}
