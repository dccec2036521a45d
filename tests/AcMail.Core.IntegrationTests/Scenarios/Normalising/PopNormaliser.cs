using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Gives POP3 replies the one form in which those of different servers can be compared.</summary>
sealed partial class PopNormaliser(Symbols symbols)
{
    public string Status(string command, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == "+") return line.TrimEnd();
        if (words[0] != "+OK") return Code().Match(line) is { Success: true } code ? $"{words[0]} {code.Value}" : words[0];
        if (command == "STAT" || command.StartsWith("LIST ", StringComparison.Ordinal)) return string.Join(' ', words.Take(3));
        return command.StartsWith("UIDL ", StringComparison.Ordinal) ? $"+OK {words[1]} {symbols.Name("uid", words[2])}" : "+OK";
    }

    public IEnumerable<string> Lines(string command, IEnumerable<string> lines) => command switch
    {
        "CAPA" => lines.Select(Capability).Order(StringComparer.Ordinal),
        "UIDL" => lines.Select(l => l.Split(' ')).Select(w => $"{w[0]} {symbols.Name("uid", w[1])}"),
        _ => lines,
    };

    static string Capability(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "IMPLEMENTATION" => "IMPLEMENTATION …",
            "SASL" => string.Join(' ', ["SASL", .. words.Skip(1).Order(StringComparer.Ordinal)]),
            _ => line,
        };
    }

    [GeneratedRegex(@"\[[A-Z/-]+\]")]
    private static partial Regex Code();
}
