using System.Text.RegularExpressions;

namespace AcMail.Testing.Tests.Documentation;

public sealed partial class ExamplesTests
{
    [Theory]
    [InlineData("docs/testing.md"), InlineData("src/AcMail.Testing/README.md"), InlineData("docs/service.md")]
    public void Every_line_of_an_example_in_the_documentation_is_compiled_and_run(string page)
    {
        var root = Root();
        var compiled = Directory.GetFiles(Path.Combine(root, "tests/AcMail.Testing.Tests/Documentation"), "*Example*.cs").SelectMany(f => Lines(File.ReadAllText(f)))
            .Select(l => l.TrimEnd('{', '}', ' ')).ToHashSet();
        var examples = CSharp().Matches(File.ReadAllText(Path.Combine(root, page))).Select(m => m.Groups[1].Value).ToList();
        examples.ShouldNotBeEmpty();
        examples.SelectMany(Lines).Where(l => !compiled.Contains(l.TrimEnd('{', '}', ' '))).ShouldBeEmpty();
    }

    static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim()).Where(l => l is not ("" or "{" or "}"));

    static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "AcMail.Core.sln"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
