using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>Every script is played with the real servers and with ours, and both must give the answers that stand in it.</summary>
public sealed class ScenarioTests(MailServer real)
{
    public static IEnumerable<TheoryDataRow<string>> Titles =>
        ScenarioFiles.All.Keys.Select(t => new TheoryDataRow<string>(t) { TestDisplayName = t });

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Scenario(string title)
    {
        var scenario = ScenarioFiles.All[title];
        await using var inProcess = new InProcessScenarioServer();
        await Task.WhenAll(CompareAsync(scenario, new RealScenarioServer(real)), CompareAsync(scenario, inProcess));
    }

    static async Task CompareAsync(Scenario scenario, IScenarioServer server)
    {
        var played = await ScenarioRunner.PlayAsync(scenario, server);
        TextDifference.Find(scenario.ExpectedOf(server.Kind), played).ShouldBeNull($"{server.Kind}");
    }
}
