using AcMail.Core.IntegrationTests.Scenarios.Normalising;

namespace AcMail.Core.IntegrationTests.Scenarios.Wire;

sealed class PopScriptConnection(WireStream wire, Symbols symbols) : ScriptConnection(wire, symbols)
{
    readonly PopNormaliser _normaliser = new(symbols);
    readonly Queue<string> _pending = [];
    bool _asked;

    protected override Task ReadGreetingAsync(CancellationToken cancellationToken) => ReadReplyAsync("", cancellationToken);

    protected override async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        await AskAsync([$"USER {user}"], cancellationToken);
        await AskAsync([$"PASS {password}"], cancellationToken);
        await ReadAnswersAsync(cancellationToken);
    }

    protected override async Task AskAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        _pending.Enqueue(_asked ? "" : parts[0].ToUpperInvariant());
        _asked = false;
        await Wire.SendAsync(parts[0] + "\r\n", cancellationToken);
    }

    protected override async Task ReadAnswersAsync(CancellationToken cancellationToken)
    {
        while (_pending.TryDequeue(out var command))
        {
            await ReadReplyAsync(command, cancellationToken);
            if (command == "QUIT") await ReadEndAsync(cancellationToken);
        }
    }

    static bool IsMultiline(string command) =>
        command.Split(' ') is ["CAPA" or "LIST" or "UIDL"] or ["RETR" or "TOP", _, ..];

    async Task ReadReplyAsync(string command, CancellationToken cancellationToken)
    {
        if (await Wire.ReadLineAsync(cancellationToken) is not { } status)
        {
            End();
            return;
        }

        _asked = status.StartsWith("+ ", StringComparison.Ordinal);
        Add(_normaliser.Status(command, status));
        if (!IsMultiline(command) || !status.StartsWith("+OK", StringComparison.Ordinal)) return;
        var lines = new List<string>();
        while (await Wire.ReadLineAsync(cancellationToken) is { } line && line != ".") lines.Add(line);
        foreach (var line in _normaliser.Lines(command, lines)) Add(line);
        Add(".");
    }
}
