using System.Globalization;
using System.Text;

namespace AcMail.Testing;

/// <summary>A sequence-set (RFC 9051 §9): ranges of message numbers or UIDs, in which <c>*</c> is the largest in use.</summary>
sealed class SequenceSet
{
    const uint Star = 0;

    readonly (uint First, uint Last)[] _ranges;

    SequenceSet((uint, uint)[] ranges) => _ranges = ranges;

    /// <summary>Whether <c>*</c> occurs in it.</summary>
    public bool HasStar => Array.Exists(_ranges, r => r.First == Star || r.Last == Star);

    /// <summary>The largest number that is written in it; 0 where there is only <c>*</c>.</summary>
    public uint LargestNamed => _ranges.Max(r => Math.Max(r.First, r.Last));

    /// <summary>The set of <paramref name="numbers"/>, which may come in any order.</summary>
    public static SequenceSet Of(params IEnumerable<uint> numbers)
    {
        var ranges = new List<(uint First, uint Last)>();
        foreach (var number in numbers.Order())
        {
            if (ranges.Count > 0 && number <= ranges[^1].Last + 1UL) ranges[^1] = (ranges[^1].First, number);
            else ranges.Add((number, number));
        }

        return new([.. ranges]);
    }

    /// <exception cref="ImapSyntaxException"/>
    public static SequenceSet Parse(string text)
    {
        var parts = text.Split(',');
        var ranges = new (uint, uint)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var colon = parts[i].IndexOf(':', StringComparison.Ordinal);
            ranges[i] = colon < 0
                ? (Number(parts[i]), Number(parts[i]))
                : (Number(parts[i].AsSpan(0, colon)), Number(parts[i].AsSpan(colon + 1)));
        }

        return new(ranges);
    }

    /// <summary>Its ranges, sorted and merged, where <paramref name="largest"/> is what <c>*</c> stands for.</summary>
    public IReadOnlyList<(uint First, uint Last)> Ranges(uint largest)
    {
        var merged = new List<(uint First, uint Last)>(_ranges.Length);
        foreach (var (first, last) in _ranges.Select(r => Ordered(r, largest)).Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1UL) merged[^1] = (merged[^1].First, Math.Max(last, merged[^1].Last));
            else merged.Add((first, last));
        }

        return merged;
    }

    /// <summary>Whether <paramref name="number"/> is in it, where <paramref name="largest"/> is what <c>*</c> stands for.</summary>
    public bool Contains(uint number, uint largest) => Array.Exists(
        _ranges, r => Ordered(r, largest) is var (first, last) && number >= first && number <= last);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (first, last) in _ranges)
        {
            if (text.Length > 0) text.Append(',');
            Append(text, first);
            if (last != first) Append(text.Append(':'), last);
        }

        return text.ToString();
    }

    static (uint First, uint Last) Ordered((uint First, uint Last) range, uint largest)
    {
        var first = range.First == Star ? largest : range.First;
        var last = range.Last == Star ? largest : range.Last;
        return first <= last ? (first, last) : (last, first);
    }

    static uint Number(ReadOnlySpan<char> text)
    {
        if (text is "*") return Star;
        if (text.Length > 0 && text[0] is >= '1' and <= '9' && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        throw new ImapSyntaxException($"\"{text}\" is not a message number.");
    }

    static void Append(StringBuilder text, uint number)
    {
        if (number == Star) text.Append('*');
        else text.Append(CultureInfo.InvariantCulture, $"{number}");
    }
}
