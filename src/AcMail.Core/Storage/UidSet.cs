using System.Collections;
using System.Globalization;
using System.Text;

namespace AcMail.Storage;

/// <summary>An immutable set of UIDs, held as ascending ranges, so that its size is that of its gaps (RFC 9051 §9, sequence-set).</summary>
public sealed class UidSet : IEnumerable<uint>, IEquatable<UidSet>
{
    readonly UidRange[] _ranges;

    UidSet(UidRange[] ranges)
    {
        _ranges = ranges;
        foreach (var range in ranges) Count += range.Count;
    }

    /// <summary>The empty set.</summary>
    public static UidSet Empty { get; } = new([]);

    /// <summary>The ranges, ascending, with a gap between any two.</summary>
    public IReadOnlyList<UidRange> Ranges => _ranges;

    /// <summary>How many UIDs it holds.</summary>
    public long Count { get; }

    /// <summary>The set of all of <paramref name="uids"/>, in any order, doubles allowed.</summary>
    public static UidSet Of(params IEnumerable<uint> uids) => FromRanges(uids.Select(u => new UidRange(u, u)));

    /// <summary>The union of <paramref name="ranges"/>, in any order, overlaps allowed.</summary>
    public static UidSet FromRanges(IEnumerable<UidRange> ranges)
    {
        var merged = new List<UidRange>();
        var ordered = true;
        foreach (var range in ranges)
        {
            ordered &= merged.Count == 0 || merged[^1].First <= range.First;
            if (!ordered || merged.Count == 0 || (long)merged[^1].Last + 1 < range.First) merged.Add(range);
            else merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
        }

        if (!ordered) return FromRanges(merged.OrderBy(r => r.First).ToList());
        return merged.Count == 0 ? Empty : new([.. merged]);
    }

    /// <summary>The set as IMAP writes it, such as <c>1:3,7</c>; the ends of a range in any order, and <c>*</c> for the highest UID that can be.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static UidSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromRanges(text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range =>
        {
            var colon = range.IndexOf(':', StringComparison.Ordinal);
            var (one, other) = colon < 0 ? (Number(range), Number(range)) : (Number(range.AsSpan(0, colon)), Number(range.AsSpan(colon + 1)));
            return new UidRange(Math.Min(one, other), Math.Max(one, other));
        }));

        static uint Number(ReadOnlySpan<char> text) => text is "*" ? uint.MaxValue : uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether <paramref name="uid"/> is in the set.</summary>
    public bool Contains(uint uid)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (uid < _ranges[middle].First) high = middle - 1;
            else if (uid > _ranges[middle].Last) low = middle + 1;
            else return true;
        }

        return false;
    }

    /// <summary>What is in this or in <paramref name="other"/>.</summary>
    public UidSet Union(UidSet other) => FromRanges(_ranges.Concat(other._ranges));

    /// <summary>What is in this and not in <paramref name="other"/>.</summary>
    public UidSet Except(UidSet other)
    {
        var result = new List<UidRange>();
        var j = 0;
        foreach (var range in _ranges)
        {
            var first = (ulong)range.First;
            while (j < other._ranges.Length && other._ranges[j].Last < first) j++;
            for (var k = j; k < other._ranges.Length && other._ranges[k].First <= range.Last; k++)
            {
                if (other._ranges[k].First > first) result.Add(new((uint)first, other._ranges[k].First - 1));
                first = Math.Max(first, (ulong)other._ranges[k].Last + 1);
            }

            if (first <= range.Last) result.Add(new((uint)first, range.Last));
        }

        return result.Count == 0 ? Empty : new([.. result]);
    }

    /// <summary>What is both in this and in <paramref name="other"/>.</summary>
    public UidSet Intersect(UidSet other) => Except(Except(other));

    /// <summary>The set cut into sets of at most <paramref name="size"/> UIDs, the highest first.</summary>
    public IEnumerable<UidSet> ChunksDescending(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var chunk = new List<UidRange>();
        long room = size;
        for (var i = _ranges.Length - 1; i >= 0; i--)
        {
            long last = _ranges[i].Last;
            while (last >= _ranges[i].First)
            {
                var first = Math.Max(_ranges[i].First, last - room + 1);
                chunk.Add(new((uint)first, (uint)last));
                room -= last - first + 1;
                last = first - 1;
                if (room > 0) continue;
                yield return FromRanges(chunk);
                chunk.Clear();
                room = size;
            }
        }

        if (chunk.Count > 0) yield return FromRanges(chunk);
    }

    /// <inheritdoc/>
    public bool Equals(UidSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UidSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ranges.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<uint> GetEnumerator()
    {
        foreach (var range in _ranges)
            for (long uid = range.First; uid <= range.Last; uid++)
                yield return (uint)uid;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The set as IMAP writes it, such as <c>1:3,7</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (first, last) in _ranges)
        {
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{first}");
            if (last != first) text.Append(CultureInfo.InvariantCulture, $":{last}");
        }

        return text.ToString();
    }
}
