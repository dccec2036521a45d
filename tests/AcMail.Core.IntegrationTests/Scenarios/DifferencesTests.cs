using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.Scenarios;

public sealed partial class DifferencesTests
{
    [Fact]
    public void Every_difference_names_the_RFC_that_allows_it()
    {
        var unfounded = ScenarioFiles.All.Values.SelectMany(s => s.Differences.Where(d => !Rfc().IsMatch(d))
            .Select(d => $"{s.Title}: {d}"));
        unfounded.ShouldBeEmpty();
    }

    [Fact]
    public void Every_answer_of_one_server_only_stands_below_a_reason()
    {
        foreach (var scenario in ScenarioFiles.All.Values)
        {
            for (var i = 0; i < scenario.Lines.Count; i++)
            {
                if (scenario.Lines[i].OnlyOn is null) continue;
                var above = scenario.Lines[i - 1];
                (above.Verb == ScriptVerb.Differs || above.OnlyOn is not null).ShouldBeTrue($"{scenario.Title}: {scenario.Lines[i].Raw}");
            }
        }
    }

    [Fact]
    public void The_page_of_the_differences_is_up_to_date() =>
        File.ReadAllText(DifferencesDocument.Path).ShouldBe(DifferencesDocument.Render([.. ScenarioFiles.ReadAll()]));

    [Fact]
    public void No_server_is_allowed_to_be_silent()
    {
        foreach (var path in ScenarioFiles.Paths)
            string.Join('\n', ScenarioFiles.Read(path).SelectMany(s => s.Lines).Where(l => l.Verb == ScriptVerb.Answer).Select(l => l.Raw))
                .ShouldNotContain("(no answer)", Case.Sensitive, path);
    }

    [GeneratedRegex(@"RFC \d{3,4} §\d")]
    private static partial Regex Rfc();
}
