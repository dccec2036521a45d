using System.Globalization;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Sets of numbers as a server writes them, in their shortest ascending form.</summary>
static class ImapSet
{
    public static string Canonical(string set)
    {
        var numbers = set.Split(',').SelectMany(Range).Distinct().Order().ToList();
        var parts = new List<string>();
        for (int i = 0, next; i < numbers.Count; i = next)
        {
            for (next = i + 1; next < numbers.Count && numbers[next] == numbers[next - 1] + 1;) next++;
            parts.Add(next == i + 1 ? $"{numbers[i]}" : $"{numbers[i]}:{numbers[next - 1]}");
        }

        return string.Join(',', parts);
    }

    static IEnumerable<long> Range(string part)
    {
        var ends = part.Split(':').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        for (var n = ends.Min(); n <= ends.Max(); n++) yield return n;
    }
}
