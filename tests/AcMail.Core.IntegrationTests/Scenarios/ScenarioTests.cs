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
        var ours = ScenarioRunner.PlayAsync(scenario, inProcess);
        var theirs = ScenarioRunner.PlayAsync(scenario, new RealScenarioServer(real));

        (await theirs).ShouldBe(scenario.ExpectedOf(ServerKind.Real), "Dovecot or Postfix");
        (await ours).ShouldBe(scenario.ExpectedOf(ServerKind.InProcess), "AcMail.Testing");
    }
}
