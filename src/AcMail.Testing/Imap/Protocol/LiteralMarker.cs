using System.Buffers.Text;

namespace AcMail.Testing;

/// <summary>The announcement of a literal at the end of a line: <c>{12}</c>, <c>{12+}</c>, <c>~{12}</c> (RFC 9051 §4.3, RFC 7888).</summary>
/// <param name="Length">Its octets.</param>
/// <param name="Waits">Whether the client waits for a continuation request before it sends them.</param>
/// <param name="IsBinary">Whether it may hold NUL (literal8).</param>
readonly record struct LiteralMarker(long Length, bool Waits, bool IsBinary)
{
    public static LiteralMarker? Find(ReadOnlySpan<byte> line)
    {
        if (line is not [.. var text, (byte)'}']) return null;
        var waits = text is not [.., (byte)'+'];
        if (!waits) text = text[..^1];
        var digits = text[(text.LastIndexOf((byte)'{') + 1)..];
        if (digits.Length == text.Length || digits.Length == 0) return null;
        if (digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return null;
        // A number that does not fit is as good as the largest: both are refused.
        if (!Utf8Parser.TryParse(digits, out long length, out var _)) length = long.MaxValue;
        return new(length, waits, text.Length > digits.Length + 1 && text[^(digits.Length + 2)] == '~');
    }
}
