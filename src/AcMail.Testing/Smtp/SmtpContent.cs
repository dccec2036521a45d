using System.Buffers;

namespace AcMail.Testing;

/// <summary>The octets of a message as they come. Beyond the limit none is kept.</summary>
sealed class SmtpContent(long limit)
{
    ArrayBufferWriter<byte> _octets = new();

    public bool IsTooLarge { get; private set; }

    public ReadOnlyMemory<byte> Octets => _octets.WrittenMemory;

    public void Add(ReadOnlySpan<byte> octets)
    {
        if (IsTooLarge) return;
        if (_octets.WrittenCount + (long)octets.Length <= limit) _octets.Write(octets);
        else (IsTooLarge, _octets) = (true, new());
    }

    /// <summary>The octets of the longest line, without its end.</summary>
    public int LongestLine()
    {
        var longest = 0;
        for (var rest = Octets.Span; !rest.IsEmpty;)
        {
            var end = rest.IndexOf("\r\n"u8);
            longest = Math.Max(longest, end < 0 ? rest.Length : end);
            rest = end < 0 ? [] : rest[(end + 2)..];
        }

        return longest;
    }
}
