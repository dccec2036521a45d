using System.Buffers.Text;

namespace AcMail.Testing;

/// <summary>The announcement of an IMAP literal at a line's end: <c>{12}</c>, <c>{12+}</c> (RFC 9051 §4.3).</summary>
static class Literal
{
    public static bool IsAnnouncedBy(ReadOnlySpan<byte> line) => TryRead(line, out var _, out var _);

    public static bool TryRead(ReadOnlySpan<byte> line, out long length, out bool isSynchronizing)
    {
        (length, isSynchronizing) = (0, true);
        if (line is not [.. var before, (byte)'}']) return false;
        if (before is [.. var digits, (byte)'+'])
        {
            before = digits;
            isSynchronizing = false;
        }

        var brace = before.LastIndexOf((byte)'{');
        return brace >= 0 && Utf8Parser.TryParse(before[(brace + 1)..], out length, out var read) && length >= 0
            && read > 0 && read == before.Length - brace - 1;
    }
}
