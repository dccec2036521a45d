using AcMail.Core.IntegrationTests.Scenarios.Normalising;

namespace AcMail.Core.IntegrationTests.Scenarios.Wire;

sealed class SmtpScriptConnection(WireStream wire, Symbols symbols) : ScriptConnection(wire, symbols)
{
    readonly Queue<string> _pending = [];

    protected override Task ReadGreetingAsync(CancellationToken cancellationToken) => ReadReplyAsync("", cancellationToken);

    protected override async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        await AskAsync(["EHLO client.example"], cancellationToken);
        await ReadAnswersAsync(cancellationToken);
        await AskAsync([$"AUTH PLAIN {Base64($"\0{user}\0{password}")}"], cancellationToken);
        await ReadAnswersAsync(cancellationToken);
    }

    protected override async Task AskAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        _pending.Enqueue(parts[0].ToUpperInvariant());
        // Octets without a line end of their own follow BDAT.
        await Wire.SendAsync(parts[0] + (parts.Count > 1 ? "\r\n" + parts[1] : "\r\n"), cancellationToken);
    }

    protected override async Task ReadAnswersAsync(CancellationToken cancellationToken)
    {
        while (_pending.TryDequeue(out var command))
        {
            await ReadReplyAsync(command, cancellationToken);
            if (command == "QUIT") await ReadEndAsync(cancellationToken);
        }
    }

    async Task ReadReplyAsync(string command, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await Wire.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.Length < 4 || line[3] == ' ') break;
        }

        foreach (var line in SmtpNormaliser.Reply(command, lines)) Add(line);
        if (lines.Count == 0) End();
    }
}
