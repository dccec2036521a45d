using System.Globalization;
using System.Text.RegularExpressions;

namespace AcMail;

/// <summary>Finds how long a server wants to be left alone, in its own words.</summary>
static partial class ThrottleHint
{
    /// <summary>For a server that only says that it is too much.</summary>
    public static readonly TimeSpan Unspoken = TimeSpan.FromMinutes(1);

    /// <summary>Whatever a server says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long to wait, or <see langword="null"/> where <paramref name="reply"/> is not about that.</summary>
    public static TimeSpan? Find(string? reply)
    {
        if (string.IsNullOrEmpty(reply)) return null;
        if (Duration().Match(reply) is { Success: true } match) return Limited(match.Groups["number"].Value, match.Groups["unit"].ValueSpan);
        return TooMuch().IsMatch(reply) ? Unspoken : null;
    }

    /// <summary>
    /// Whether a command was refused for the time being only. That there are too many of something (LIMIT, RFC 5530), such as keywords, is for good.
    /// </summary>
    public static bool AsksForPatience(string? reply) => !string.IsNullOrEmpty(reply) && (Duration().IsMatch(reply) || Throttled().IsMatch(reply));

    static TimeSpan Limited(string number, ReadOnlySpan<char> unit)
    {
        var one = unit[0] switch
        {
            'm' or 'M' when unit.StartsWith("mil", StringComparison.OrdinalIgnoreCase) || unit.Equals("ms", StringComparison.OrdinalIgnoreCase) =>
                TimeSpan.FromMilliseconds(1),
            'm' or 'M' => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromSeconds(1),
        };
        return double.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count * one.TotalSeconds < Longest.TotalSeconds
            ? count * one : Longest;
    }

    /// <summary>Exchange's "Suggested Backoff Time: 299961 milliseconds", and what others say in that vein.</summary>
    [GeneratedRegex(
        @"(backoff time:?|again in|back in|retry after|wait(?: for)?)\s+(?<number>\d+)\s*(?<unit>milliseconds?|ms|seconds?|secs?|s|minutes?|mins?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"throttled|rate limit|bandwidth limit|too many (?:requests|commands)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Throttled();

    [GeneratedRegex(@"\[(?:THROTTLED|LIMIT)\]|throttled|too many|rate limit|bandwidth limit", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooMuch();
}
