using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Gives SMTP replies the one form in which those of different servers can be compared.</summary>
static partial class SmtpNormaliser
{
    public static IEnumerable<string> Reply(string command, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return [];
        if (command.StartsWith("EHLO", StringComparison.Ordinal) && lines[0].StartsWith("250", StringComparison.Ordinal))
            return [.. lines.Skip(1).Select(l => $"250 {Keyword(l[4..])}").Order(StringComparer.Ordinal)];
        return [Status(lines[^1])];
    }

    static string Keyword(string line)
    {
        var words = line.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "SIZE" => "SIZE …",
            "AUTH" => string.Join(' ', ["AUTH", .. words.Skip(1).Order(StringComparer.Ordinal)]),
            _ => string.Join(' ', words),
        };
    }

    // The text of a challenge is its content.
    static string Status(string line) => line.StartsWith("334", StringComparison.Ordinal) ? line.TrimEnd() : Start().Match(line).Value;

    [GeneratedRegex(@"^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?")]
    private static partial Regex Start();
}
