using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>The scripts and the messages they use, read from the source tree.</summary>
static class ScenarioFiles
{
    const string TitleMark = "=== ";

    public static string Directory { get; } = Path.Combine(Repository.Root, "tests", "AcMail.Core.IntegrationTests", "Scenarios");

    public static IReadOnlyList<string> Paths { get; } =
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "Scripts"), "*.txt").Order(StringComparer.Ordinal)];

    public static IReadOnlyDictionary<string, Scenario> All { get; } = ReadAll().ToDictionary(s => s.Title);

    public static IEnumerable<Scenario> ReadAll() => Paths.SelectMany(Read);

    /// <summary>The scenarios of one file, in their order.</summary>
    public static IEnumerable<Scenario> Read(string path)
    {
        var lines = new List<ScriptLine>();
        var title = "";
        foreach (var raw in File.ReadLines(path))
        {
            if (!raw.StartsWith(TitleMark, StringComparison.Ordinal))
            {
                lines.Add(ScriptLine.Parse(raw));
                continue;
            }

            if (title.Length > 0) yield return new(title, lines);
            (title, lines) = (raw[TitleMark.Length..], []);
        }

        yield return new(title, lines);
    }

    public static void Write(string path, IEnumerable<(string Title, IEnumerable<string> Lines)> scenarios) =>
        File.WriteAllText(path, string.Join('\n', scenarios.Select(s =>
            $"{TitleMark}{s.Title}\n{string.Join('\n', s.Lines).TrimEnd('\n')}\n")));

    /// <summary>A message of the folder <c>Mail</c> with CRLF line ends, each octet a character.</summary>
    public static string Mail(string name) =>
        File.ReadAllText(Path.Combine(Directory, "Mail", $"{name}.eml"), Encoding.Latin1).Replace("\n", "\r\n", StringComparison.Ordinal);
}
