using System.Globalization;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Removals one after the other: each EXPUNGE renumbers what follows, so that the same ones can be told in many ways.</summary>
static class ImapExpunges
{
    const string Suffix = " EXPUNGE";

    /// <summary>Tells of removals from the last message to the first, and leaves out how many are recent then.</summary>
    public static List<string> Canonical(List<string> lines)
    {
        if (!lines.Exists(IsRemoval)) return lines;
        var result = new List<string>();
        var run = new List<int>();
        foreach (var line in lines.Where(l => !l.EndsWith(" RECENT", StringComparison.Ordinal)))
        {
            if (line.EndsWith(Suffix, StringComparison.Ordinal))
            {
                run.Add(Original(run, int.Parse(line[2..^Suffix.Length], CultureInfo.InvariantCulture)));
                continue;
            }

            Flush(run, result);
            result.Add(line);
        }

        Flush(run, result);
        return result;
    }

    static bool IsRemoval(string line) =>
        line.EndsWith(Suffix, StringComparison.Ordinal)
        || (line.StartsWith("* VANISHED ", StringComparison.Ordinal) && !line.StartsWith("* VANISHED (EARLIER)", StringComparison.Ordinal));

    // The number that the message had before the run.
    static int Original(List<int> gone, int number)
    {
        foreach (var before in gone.Order())
        {
            if (before > number) break;
            number++;
        }

        return number;
    }

    static void Flush(List<int> run, List<string> result)
    {
        result.AddRange(run.OrderDescending().Select(n => $"* {n}{Suffix}"));
        run.Clear();
    }
}
