using System.Globalization;
using AcMail.Storage;

namespace AcMail;

/// <summary>Cuts sets of UIDs so that each part fits into a line, however unevenly UIDs were given out. Pure: values in, values out.</summary>
static class UidLines
{
    /// <summary>How many octets every server takes in a line (RFC 2683 §3.2.1.5), less the tag, the command and the like.</summary>
    public const int Longest = 900;

    const int ShortestSet = 24, LongestEncoded = 5;

    /// <summary>The set in parts, the lowest first, none of which takes more than <paramref name="longest"/> octets; a range is not cut.</summary>
    public static IEnumerable<UidSet> Of(UidSet uids, int longest = Longest)
    {
        var (ranges, length) = (new List<UidRange>(), 0);
        foreach (var range in uids.Ranges)
        {
            var width = 1 + Width(range);
            if (ranges.Count > 0 && length + width > longest + 1)
            {
                yield return UidSet.FromRanges(ranges);
                (ranges, length) = ([], 0);
            }

            ranges.Add(range);
            length += width;
        }

        if (ranges.Count > 0) yield return UidSet.FromRanges(ranges);
    }

    /// <summary>How long a set may be in a line that names a mailbox too, which is at most so long in the encoding of RFC 3501 §5.1.3.</summary>
    public static int Beside(string mailbox) => Math.Max(
        ShortestSet, Longest - mailbox.Sum(c => c is '&' or '"' or '\\' ? 2 : c is >= ' ' and < '\x7f' ? 1 : LongestEncoded));

    static int Width(UidRange range) => range.Count == 1 ? Digits(range.First) : Digits(range.First) + 1 + Digits(range.Last);

    static int Digits(uint uid) => uid.ToString(CultureInfo.InvariantCulture).Length;
}
