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
        var played = new Dictionary<ServerKind, List<(ScriptLine Line, IReadOnlyList<string> Answers)>>();
        foreach (var server in (IScenarioServer[])[new RealScenarioServer(real), inProcess])
            played[server.Kind] = await ScenarioRunner.PlayLinesAsync(scenario, server);

        var script = new List<string>();
        var step = -1;
        foreach (var line in scenario.Lines.Where(l => l.Verb is not (ScriptVerb.Answer or ScriptVerb.Differs)))
        {
            script.Add(line.Raw);
            if (!line.IsStep) continue;
            step++;
            script.AddRange(Merge(line.Connection, AnswersOf, scenario.ReasonAfter(line) ?? "?"));

            // What this machine's server is not keeps what was recorded of it.
            IReadOnlyList<string> AnswersOf(ServerKind kind) => played.TryGetValue(kind, out var lines) ? lines[step].Answers
                : scenario.AnswersTo(line, kind) is { Count: > 0 } known ? known
                : played[kind == ServerKind.Dovecot23 ? ServerKind.Dovecot24 : ServerKind.Dovecot23][step].Answers;
        }

        return script;
    }

    static IEnumerable<string> Merge(string connection, Func<ServerKind, IReadOnlyList<string>> answersOf, string reason)
    {
        var (former, latter, ours) = (answersOf(ServerKind.Dovecot23), answersOf(ServerKind.Dovecot24), answersOf(ServerKind.InProcess));
        var shortest = new[] { former.Count, latter.Count, ours.Count }.Min();
        var before = Enumerable.Range(0, shortest).TakeWhile(i => former[i] == latter[i] && latter[i] == ours[i]).Count();
        var after = Enumerable.Range(1, shortest - before).TakeWhile(i => former[^i] == latter[^i] && latter[^i] == ours[^i]).Count();
        string[] Own(IReadOnlyList<string> answers) => [.. answers.SkipLast(after).Skip(before)];

        foreach (var answer in ours.Take(before)) yield return Scenario.Answer(connection, answer);
        (string Name, string[] Answers)[] differing = Own(former).SequenceEqual(Own(latter))
            ? [(connection.StartsWith("smtp", StringComparison.Ordinal) ? "Postfix" : "Dovecot", Own(former)), ("AcMail", Own(ours))]
            : [("Dovecot 2.3", Own(former)), ("Dovecot 2.4", Own(latter)), ("AcMail", Own(ours))];
        if (differing.Any(d => d.Answers.Length > 0)) yield return $"differs: {reason}";
        foreach (var (name, answers) in differing)
            foreach (var answer in answers) yield return Scenario.Answer($"{connection}({name})", answer);
        foreach (var answer in ours.TakeLast(after)) yield return Scenario.Answer(connection, answer);
    }
}
