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

            {scenarios.Count} scripted conversations are played with the in-process server, and with Dovecot 2.3 or 2.4 and Postfix as
            `eng/mailserver.sh` starts them. All must give the answers that stand in the scripts, which are in
            `tests/AcMail.Core.IntegrationTests/Scenarios/Scripts`. This page is made from them, and a test compares.
            After a change, this records the answers and the page anew, to be read before they are kept:

            ```
            dotnet run --project tests/AcMail.Core.IntegrationTests -- -explicit only -class {typeof(ScenarioRecorder).FullName}
            ```

            ## Set aside in every comparison

            {string.Join('\n', Allowances.All.Select(a => $"- {a.Reason}"))}

            ## Differences, and the scenarios in which they show

            {string.Concat(reasons)}
            """.ReplaceLineEndings("\n");
    }
}
