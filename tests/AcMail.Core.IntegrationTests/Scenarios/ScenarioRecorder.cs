using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>
/// Writes the answers of both servers into the scripts, when it is asked for explicitly: for whoever adds a scenario, and then reads what
/// was recorded. A difference that has no reason yet gets a question mark, with which <see cref="DifferencesTests"/> are not content.
/// </summary>
public sealed class ScenarioRecorder(MailServer real)
{
    [Fact(Explicit = true)]
    public async Task Record()
    {
        foreach (var path in ScenarioFiles.Paths)
        {
            var recorded = new List<(string, IEnumerable<string>)>();
            foreach (var scenario in ScenarioFiles.Read(path)) recorded.Add((scenario.Title, await RecordAsync(scenario)));
            ScenarioFiles.Write(path, recorded);
        }

        await File.WriteAllTextAsync(DifferencesDocument.Path, DifferencesDocument.Render([.. ScenarioFiles.ReadAll()]));
    }

    async Task<List<string>> RecordAsync(Scenario scenario)
    {
        await using var inProcess = new InProcessScenarioServer();
        var theirs = await ScenarioRunner.PlayLinesAsync(scenario, new RealScenarioServer(real));
        var ours = await ScenarioRunner.PlayLinesAsync(scenario, inProcess);
        var script = new List<string>();
        var step = -1;
        foreach (var line in scenario.Lines.Where(l => l.Verb is not (ScriptVerb.Answer or ScriptVerb.Differs)))
        {
            script.Add(line.Raw);
            if (!line.IsStep) continue;
            step++;
            script.AddRange(Merge(line.Connection, theirs[step].Answers, ours[step].Answers, ReasonAfter(scenario, line)));
        }

        return script;
    }

    static string ReasonAfter(Scenario scenario, ScriptLine step) =>
        scenario.Lines.SkipWhile(l => !ReferenceEquals(l, step)).Skip(1).TakeWhile(l => !l.IsStep)
            .FirstOrDefault(l => l.Verb == ScriptVerb.Differs)?.Text ?? "?";

    static IEnumerable<string> Merge(string connection, IReadOnlyList<string> theirs, IReadOnlyList<string> ours, string reason)
    {
        var before = theirs.Zip(ours).TakeWhile(p => p.First == p.Second).Count();
        var after = Math.Min(
            theirs.Reverse().Zip(ours.Reverse()).TakeWhile(p => p.First == p.Second).Count(),
            Math.Min(theirs.Count, ours.Count) - before);
        var realName = connection.StartsWith("smtp", StringComparison.Ordinal) ? "Postfix" : "Dovecot";
        foreach (var answer in theirs.Take(before)) yield return Scenario.Answer(connection, answer);
        if (theirs.Count != ours.Count || before < ours.Count)
        {
            yield return $"differs: {reason}";
            foreach (var answer in theirs.SkipLast(after).Skip(before)) yield return Scenario.Answer($"{connection}({realName})", answer);
            foreach (var answer in ours.SkipLast(after).Skip(before)) yield return Scenario.Answer($"{connection}(AcMail)", answer);
        }

        foreach (var answer in theirs.TakeLast(after)) yield return Scenario.Answer(connection, answer);
    }
}
