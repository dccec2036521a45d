using System.Text;
using AcMail.Core.IntegrationTests.Scenarios.Normalising;
using AcMail.Core.IntegrationTests.Scenarios.Wire;

namespace AcMail.Core.IntegrationTests.Scenarios;

/// <summary>Plays a scenario with one server, as a user that nobody else is.</summary>
sealed class ScenarioRunner(IScenarioServer server) : IAsyncDisposable
{
    readonly Dictionary<string, ScriptConnection> _connections = [];
    readonly Symbols _symbols = new();
    readonly string _user = server.NewUser();

    /// <summary>The conversation as it went: every step, and after each the answers to it.</summary>
    public static async Task<string> PlayAsync(Scenario scenario, IScenarioServer server)
    {
        var text = new StringBuilder();
        foreach (var (line, answers) in await PlayLinesAsync(scenario, server))
        {
            text.AppendLine(line.Raw);
            foreach (var answer in answers) text.AppendLine(Scenario.Answer(line.Connection, answer));
        }

        return text.ToString();
    }

    public static async Task<List<(ScriptLine Line, IReadOnlyList<string> Answers)>> PlayLinesAsync(
        Scenario scenario, IScenarioServer server)
    {
        await using var runner = new ScenarioRunner(server);
        var played = new List<(ScriptLine, IReadOnlyList<string>)>();
        foreach (var line in scenario.Lines.Where(l => l.IsStep)) played.Add((line, await runner.StepAsync(line)));
        return played;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values) await connection.DisposeAsync();
    }

    async Task<IReadOnlyList<string>> StepAsync(ScriptLine line)
    {
        if (line.Verb == ScriptVerb.Given)
        {
            await GiveAsync(line.Text);
            return [];
        }

        if (line.Verb == ScriptVerb.Drop)
        {
            _connections.Remove(line.Connection, out var dropped);
            await dropped!.DisposeAsync();
            return [];
        }

        if (line.Verb == ScriptVerb.Open)
        {
            var opened = await OpenAsync(line.Connection);
            return opened.TakeAnswers();
        }

        var connection = await ConnectionAsync(line.Connection);
        var parts = Expand(line.Text);
        switch (line.Verb)
        {
            case ScriptVerb.AskLater:
                await connection.AskAsync(parts);
                return [];
            case ScriptVerb.Send:
                await connection.SendAsync(parts[0]);
                return [];
            case ScriptVerb.Await:
                await connection.AwaitAsync(line.Text);
                return [];
            default:
                await connection.AskAsync(parts);
                await connection.AnswerAsync();
                var answers = connection.TakeAnswers();
                return line.Verb == ScriptVerb.Ask || !Succeeded(answers) ? answers : [];
        }
    }

    static bool Succeeded(IReadOnlyList<string> answers) => 
        answers is [.., var last] && (last is "." || last[0] is '+' or '2' or '3' || last.StartsWith("OK", StringComparison.Ordinal));

    IReadOnlyList<string> Expand(string text) => ScriptText.Expand(text, _user, server.Password, _symbols);

    /// <summary><c>mailbox NAME</c>, or <c>NAME MESSAGE [(FLAGS)] ["DATE"]</c>.</summary>
    async Task GiveAsync(string text)
    {
        var setup = await ConnectionAsync("imap0");
        var words = text.Split(' ', 3);
        var options = words.Length > 2 ? words[2] + " " : "";
        var command = words[0] == "mailbox" ? $"CREATE {words[1]}" : $"APPEND {words[0]} {options}{{mail+ {words[1]}}}";
        await setup.AskAsync(Expand(command));
        await setup.AnswerAsync();
        if (setup.TakeAnswers() is not [.., var last] || !last.StartsWith("OK", StringComparison.Ordinal))
            throw new InvalidOperationException($"Not given: {text}");
    }

    async Task<ScriptConnection> ConnectionAsync(string name)
    {
        if (_connections.TryGetValue(name, out var connection)) return connection;
        connection = await OpenAsync(name);
        for (var attempt = 1; ; attempt++)
        {
            await connection.LogInAsync(_user, server.Password);
            var answers = connection.TakeAnswers();
            if (Succeeded(answers)) return connection;
            // A server holds the maildrop until it notices that a connection was dropped.
            if (attempt == 100 || !answers.Any(a => a.Contains("[IN-USE]", StringComparison.Ordinal)))
                throw new InvalidOperationException($"{name} could not log in: {string.Join(' ', answers)}");
            await Task.Delay(50);
        }
    }

    async Task<ScriptConnection> OpenAsync(string name)
    {
        var connection = _connections[name] = ScriptConnection.Create(name, await server.ConnectAsync(name[..^1]), _symbols);
        await connection.GreetAsync();
        return connection;
    }
}
