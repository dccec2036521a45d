using System.Globalization;
using System.Text.RegularExpressions;
using AcMail.Core.IntegrationTests.Scenarios.Normalising;

namespace AcMail.Core.IntegrationTests.Scenarios.Wire;

sealed partial class ImapScriptConnection(WireStream wire, Symbols symbols) : ScriptConnection(wire, symbols)
{
    readonly ImapNormaliser _normaliser = new(symbols);
    readonly List<string> _pending = [];
    readonly List<string> _held = [];
    string _command = "";
    bool _asked;
    int _tag;

    protected override async Task ReadGreetingAsync(CancellationToken cancellationToken)
    {
        if (await ReadResponseAsync(cancellationToken) is { } greeting) Add(_normaliser.Untagged(greeting));
        else End();
    }

    protected override async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        await AskAsync([$"LOGIN {user} {password}"], cancellationToken);
        await ReadAnswersAsync(cancellationToken);
    }

    protected override async Task AskAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        if (_asked)
        {
            _asked = false;
            await Wire.SendAsync(parts[0] + "\r\n", cancellationToken);
            return;
        }

        _command = parts[0].Split(' ', '\r')[0].ToUpperInvariant();
        _pending.Add($"a{++_tag}");
        for (var i = 0; i < parts.Count; i++)
        {
            await Wire.SendAsync((i == 0 ? $"a{_tag} " : "") + parts[i] + "\r\n", cancellationToken);
            if (i == parts.Count - 1) return;
            await ReadAnswersAsync(cancellationToken);
            if (!_asked) return;
            _asked = false;
        }
    }

    protected override async Task ReadAnswersAsync(CancellationToken cancellationToken)
    {
        var before = _pending.Count;
        while (_pending.Count > 0 && !_asked)
        {
            var response = await ReadResponseAsync(cancellationToken);
            if (response is null)
            {
                Release();
                End();
                return;
            }

            Take(response);
        }

        Release();
        if (_command == "LOGOUT" && before > 0) await ReadEndAsync(cancellationToken);
    }

    protected override async Task AwaitAsync(string text, CancellationToken cancellationToken)
    {
        while (!_held.Exists(r => r.Contains(text, StringComparison.Ordinal)))
        {
            if (_pending.Count == 0)
            {
                await Task.Delay(20, cancellationToken);
                await Wire.SendAsync("poll NOOP\r\n", cancellationToken);
            }

            string? response;
            do
            {
                response = await ReadResponseAsync(cancellationToken) ?? throw new EndOfStreamException();
                if (response.StartsWith('*')) _held.Add(response);
            }
            while (_pending.Count == 0 && response.StartsWith('*'));
        }
    }

    void Take(string response)
    {
        if (response.StartsWith('*'))
        {
            _held.Add(response);
            return;
        }

        Release();
        if (response.StartsWith('+'))
        {
            _asked = true;
            Add(_command == "AUTHENTICATE" ? response.TrimEnd() : "+");
            return;
        }

        var tag = response[..response.IndexOf(' ', StringComparison.Ordinal)];
        if (!_pending.Remove(tag)) throw new FormatException($"An answer to no command: {response}");
        Add(_normaliser.Status(response[(tag.Length + 1)..]));
    }

    void Release()
    {
        foreach (var line in _normaliser.Group(_held)) Add(line);
        _held.Clear();
    }

    async Task<string?> ReadResponseAsync(CancellationToken cancellationToken)
    {
        var response = await Wire.ReadLineAsync(cancellationToken);
        while (response is not null && Literal().Match(response) is { Success: true } literal)
        {
            var octets = await Wire.ReadOctetsAsync(int.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture), cancellationToken);
            var rest = await Wire.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException();
            response += "\r\n" + octets + rest;
            if (!Literal().IsMatch(rest)) break;
        }

        return response;
    }

    [GeneratedRegex(@"\{(\d+)\}$")]
    private static partial Regex Literal();
}
