using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>The page of the documentation that lists what may differ, made from the scenarios.</summary>
static class DifferencesDocument
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "testing-differences.md");

    public static string Render(IReadOnlyCollection<Scenario> scenarios)
    {
        var reasons = scenarios.SelectMany(s => s.Differences.Distinct().Select(d => (Reason: d, s.Title)))
            .GroupBy(d => d.Reason, d => d.Title)
            .Select(g => $"- {g.Key}\n{string.Concat(g.Select(t => $"  - {t}\n"))}");
        return $"""
            # Where AcMail.Testing differs from Dovecot and Postfix

            {scenarios.Count} scripted conversations (`tests/AcMail.Core.IntegrationTests/Scenarios/Scripts`) are played with the in-process
            server, and with Dovecot 2.3 and Postfix 3.7 as `eng/mailserver.sh` starts them. Both must give the answers that stand in the scripts.
            This page is made from them, and a test compares: run the test `Record` of `ScenarioRecorder` after a change (`-explicit only`).

            ## Set aside in every comparison

            {string.Join('\n', Allowances.All.Select(a => $"- {a.Reason}"))}

            ## Differences, and the scenarios in which they show

            {string.Concat(reasons)}
            """.ReplaceLineEndings("\n");
    }
}
